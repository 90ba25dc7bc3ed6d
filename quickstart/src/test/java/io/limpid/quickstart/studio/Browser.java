package io.limpid.quickstart.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window, with nothing to remember and nobody to call but the page. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** @param profile an empty folder; without Chromium and its driver the test is skipped */
    static Browser start(Path profile) {
        assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "skipped: the studio is tested in " + CHROMIUM + " with " + DRIVER
                        + ", Debian's packages chromium and chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + profile.toAbsolutePath());
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    void open(String address) {
        driver.get(address);
    }

    /** In another tab, which is the one that is looked at from now on. */
    void openBeside(String address) {
        driver.switchTo().newWindow(WindowType.TAB);
        driver.get(address);
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    WebElement find(String css) {
        return await().atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .until(
                        () -> driver.findElements(By.cssSelector(css)).stream()
                                .filter(WebElement::isDisplayed)
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    void awaitGone(String css) {
        await().atMost(PATIENCE).until(() -> all(css).isEmpty());
    }

    /** Waits until an element says so. */
    void awaitText(String css, String part) {
        await().atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .untilAsserted(() -> assertThat(find(css).getText()).contains(part));
    }

    /** Waits until an element can be clicked, and clicks it. */
    void click(String css) {
        await().atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .until(() -> {
                    WebElement found = find(css);
                    if (!found.isEnabled()) {
                        return false;
                    }
                    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", found);
                    found.click();
                    return true;
                });
    }

    void upload(String css, Path file) {
        find(css).sendKeys(file.toAbsolutePath().toString());
    }

    void type(String css, CharSequence... keys) {
        find(css).sendKeys(keys);
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    Actions actions() {
        return new Actions(driver);
    }

    /** What can be used or looked at, and has no name that could be read aloud. */
    @SuppressWarnings("unchecked")
    List<String> nameless() {
        return (List<String>)
                script("return [...document.querySelectorAll('button,a,input,select,canvas,img,progress')]"
                        + ".filter(e => e.checkVisibility() && !(e.ariaLabel || e.hasAttribute('alt') || e.labels?.length"
                        + " || !e.labels && e.textContent.trim() || e.matches('button') && e.textContent.trim()))"
                        + ".map(e => e.outerHTML)");
    }

    /** What the browser itself has to complain of: refused by the page's policy, errors of scripts, addresses with nothing there. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .filter(line -> line.contains("Content Security Policy")
                        || line.contains("Uncaught")
                        || line.contains("status of 404"))
                .toList();
    }

    /** Keeps what it shows as {@code target/screenshots/NAME.png}, the whole page. */
    void screenshot(String name) {
        Object height = script("return Math.ceil(document.documentElement.scrollHeight)");
        Object width = script("return window.innerWidth");
        size(((Number) width).intValue(), Math.max(600, ((Number) height).intValue()));
        File taken = driver.getScreenshotAs(OutputType.FILE);
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.move(taken.toPath(), SCREENSHOTS.resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
