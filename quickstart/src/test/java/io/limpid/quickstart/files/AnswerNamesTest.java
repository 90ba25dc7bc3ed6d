package io.limpid.quickstart.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.v1.Encoding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnswerNamesTest {
    private static final Path IN = Path.of("in");
    private static final Path OUT = Path.of("out");

    private static List<FilePlan.Step> steps(String... pictures) {
        return AnswerNames.steps(Stream.of(pictures).map(IN::resolve).toList(), IN, OUT);
    }

    private static List<String> answers(List<FilePlan.Step> steps) {
        return steps.stream()
                .map(step -> OUT.relativize(step.out()).toString().replace('\\', '/'))
                .toList();
    }

    private static List<String> comparisons(List<FilePlan.Step> steps) {
        return steps.stream()
                .map(step -> OUT.relativize(step.comparison()).toString().replace('\\', '/'))
                .toList();
    }

    @Test
    void keepsNamesAndFolders() {
        List<FilePlan.Step> steps = steps("a.jpg", "sub/a.png");

        assertThat(answers(steps)).containsExactly("a.jpg", "sub/a.png");
        assertThat(comparisons(steps)).containsExactly("a.compare.png", "sub/a.compare.png");
        assertThat(steps).allSatisfy(step -> assertThat(step.encoding()).isEmpty());
    }

    @Test
    void comparisonsKeepEndingsWherePicturesDifferInNothingElse() {
        assertThat(comparisons(steps("a.gif", "a.jpg", "b.jpg")))
                .containsExactly("a.gif.compare.png", "a.jpg.compare.png", "b.compare.png");
    }

    @Test
    void whatCannotBeWrittenBecomesPngBesideOthers() {
        List<FilePlan.Step> steps = steps("a.png", "a.webp", "b.webp");

        assertThat(answers(steps)).containsExactly("a.png", "a.webp.png", "b.png");
        assertThat(steps.get(2).encoding()).isEqualTo(Optional.of(Encoding.PNG));
        assertThat(comparisons(steps)).doesNotHaveDuplicates();
    }

    /** A picture may be called as another's comparison or answer would be. */
    @Test
    void nothingIsCalledAsAnotherPicture() {
        List<FilePlan.Step> steps =
                steps("a.compare.png", "a.png", "b.png", "b.webp", "b.webp.png", "c.gif", "c.gif.png", "c.jpg");

        assertThat(Stream.concat(answers(steps).stream(), comparisons(steps).stream()))
                .doesNotHaveDuplicates();
        assertThat(answers(steps)).contains("a.compare.png", "b.webp-2.png");
        assertThat(comparisons(steps)).contains("a.png.compare.png", "c.gif.compare.png", "c.gif.png.compare.png");
    }
}
