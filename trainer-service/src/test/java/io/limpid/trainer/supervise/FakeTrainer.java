package io.limpid.trainer.supervise;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Speaks like the trainer's process, and goes wrong as its recipe says. Uses nothing but Java, so that it starts quickly. */
public final class FakeTrainer {
    static final String RUN = "20260102-030405-fake";
    private static final Pattern NAME = Pattern.compile("(?m)^name: (.*)$");
    private static final int CHATTY_STEPS = 20_000;

    private static String run = RUN;

    private FakeTrainer() {}

    public static void main(String[] arguments) throws Exception {
        say("{'event':'note','text':'pid %d'}".formatted(ProcessHandle.current().pid()));
        run = arguments[1];
        String recipe = Files.readString(Path.of(arguments[0]));
        Matcher name = NAME.matcher(recipe);
        switch (name.find() ? name.group(1) : recipe) {
            case "good" -> good();
            case "good-then-crash" -> goodThenCrash();
            case "failing" -> failing();
            case "crash" -> crash();
            case "garbage" -> garbage();
            case "silent" -> started();
            case "slow" -> slow();
            case "stubborn" -> stubborn();
            case "chatty" -> chatty();
            default -> throw new IllegalArgumentException(String.join(" ", arguments));
        }
    }

    /**
     * Starts it for an order: what goes wrong is its recipe's name, or all there is of it.
     *
     * @param run what it says the run's id is
     */
    public static ChildCommand command(String run) {
        return (order, recipe) -> new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                // starting it loads the types that its methods name
                location(FakeTrainer.class) + File.pathSeparator + location(ChildCommand.class),
                FakeTrainer.class.getName(),
                recipe.toString(),
                run));
    }

    private static Path location(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static void say(String json) {
        System.out.println(json.replace('\'', '"'));
    }

    private static void started() {
        say("{'event':'started','run':'%s','recipe':'fake','epochs':2,'images':256}".formatted(run));
    }

    private static void epoch(int epoch, String validation) {
        say("{'event':'step','epoch':%d,'epochs':2,'done':4,'total':8,'loss':0.5,'images_per_second':900.0}"
                .formatted(epoch));
        say("{'event':'epoch','epoch':%d,'epochs':2,'train_loss':0.25,'validation_loss':%s}"
                .formatted(epoch, validation));
    }

    private static void good() {
        started();
        epoch(1, "'none'");
        System.out.println("[W NNPACK] a native library prints too");
        epoch(2, "0.125");
        say("{'event':'stage','text':'measuring'}");
        say("{'event':'finished','run':'%s','folder':'x','metrics':{'psnr':20.5}}".formatted(run));
    }

    private static void goodThenCrash() {
        good();
        Runtime.getRuntime().halt(134);
    }

    private static void failing() {
        System.err.println("a stack trace");
        say("{'event':'failed','message':'there is no such data set'}");
        Runtime.getRuntime().halt(2);
    }

    private static void crash() {
        started();
        epoch(1, "0.5");
        System.err.println("# A fatal error has been detected by the Java Runtime Environment:");
        Runtime.getRuntime().halt(139);
    }

    private static void garbage() {
        System.out.println("{'event': no JSON");
        System.out.println("[1, 2]");
        System.out.println("{\"event\":\"of the future\"}");
    }

    private static void slow() throws IOException {
        started();
        epoch(1, "0.5");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (line.equals("stop")) {
                say("{'event':'stopped','run':'%s','folder':'x','epoch':1,'metrics':{'psnr':19.5}}".formatted(run));
                return;
            }
        }
    }

    private static void chatty() {
        started();
        for (int i = 0; i < CHATTY_STEPS; i++) {
            say("{'event':'step','epoch':1,'epochs':2,'done':%d,'total':20000,'loss':0.5,'images_per_second':900.0}"
                    .formatted(i));
        }
        good();
    }

    /** Does not listen, and does not heed the signal either. */
    private static void stubborn() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                never.await();
            } catch (InterruptedException impossible) {
                Thread.currentThread().interrupt();
            }
        }));
        started();
        never.await();
    }
}
