package io.limpid.quickstart.files;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.limpid.contracts.v1.Encoding;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Names for the answers of a folder and for their comparisons, each of its own. An answer is called like its picture. One that can't
 * be written in its picture's encoding ends in {@code .png} instead, or has {@code .png} added where that name is another's. A
 * comparison is {@code NAME.compare.png}; where two pictures differ in their endings only, the endings stay in: {@code a.jpg.compare.png}
 * and {@code a.gif.compare.png}. What is taken all the same gets a number.
 */
final class AnswerNames {
    private static final String PNG = ".png";
    private static final String COMPARISON = ".compare.png";

    private final Set<Path> taken = new HashSet<>();

    private AnswerNames() {}

    /**
     * The steps of a folder, in the order of its pictures.
     *
     * @param pictures in the folder {@code in} or below it
     */
    static List<FilePlan.Step> steps(List<Path> pictures, Path in, Path out) {
        return new AnswerNames()
                .named(pictures, picture -> out.resolve(in.relativize(picture).toString()));
    }

    /** The step of one picture whose answer goes into a folder. */
    static FilePlan.Step step(Path picture, Path folder) {
        return new AnswerNames()
                .named(
                        List.of(picture),
                        only -> folder.resolve(only.getFileName().toString()))
                .get(0);
    }

    /** Where one picture's before, after and difference are shown, when there is no other. */
    static Path comparison(Path out) {
        return out.resolveSibling(PictureNames.stem(out) + COMPARISON);
    }

    /** @param place where an answer goes that is called like its picture */
    private List<FilePlan.Step> named(List<Path> pictures, UnaryOperator<Path> place) {
        Map<Path, Path> answers = answers(pictures, place);
        Map<Path, Long> wanted = answers.values().stream().collect(groupingBy(AnswerNames::comparison, counting()));
        return pictures.stream()
                .map(picture -> step(picture, answers.get(picture), wanted))
                .toList();
    }

    private FilePlan.Step step(Path picture, Path answer, Map<Path, Long> wanted) {
        boolean isOnly = wanted.get(comparison(answer)) == 1;
        return new FilePlan.Step(
                picture,
                answer,
                comparison(answer, isOnly),
                PictureNames.isReadOnly(picture) ? Optional.of(Encoding.PNG) : Optional.empty());
    }

    /** Those that keep their names come first, so that nobody takes one of them. */
    private Map<Path, Path> answers(List<Path> pictures, UnaryOperator<Path> place) {
        Map<Path, Path> answers = new HashMap<>();
        pictures.stream().filter(picture -> !PictureNames.isReadOnly(picture)).forEach(picture -> {
            taken.add(place.apply(picture));
            answers.put(picture, place.apply(picture));
        });
        pictures.stream()
                .filter(PictureNames::isReadOnly)
                .forEach(picture -> answers.put(picture, asPng(place.apply(picture))));
        return answers;
    }

    private Path asPng(Path same) {
        Path usual = same.resolveSibling(PictureNames.stem(same) + PNG);
        return taken.add(usual) ? usual : free(same, PNG);
    }

    private Path comparison(Path answer, boolean isOnly) {
        Path usual = comparison(answer);
        return isOnly && taken.add(usual) ? usual : free(answer, COMPARISON);
    }

    /** The whole name with an ending, and a number between where that is taken. */
    private Path free(Path file, String ending) {
        String name = file.getFileName().toString();
        Path free = file.resolveSibling(name + ending);
        for (int number = 2; !taken.add(free); number++) {
            free = file.resolveSibling(name + "-" + number + ending);
        }
        return free;
    }
}
