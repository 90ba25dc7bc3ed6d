package io.limpid.datasets.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassificationReportTest {
    /** Three cats of which one is called a dog; one dog, rightly; no bird. */
    private static ClassificationReport animals() {
        ClassificationReport report = new ClassificationReport(List.of("cat", "dog", "bird"));
        report.add(0, 0);
        report.add(0, 0);
        report.add(0, 1);
        report.add(1, 1);
        return report;
    }

    @Test
    void countsByTrueAndPredictedClass() {
        ClassificationReport report = animals();

        assertThat(report.count(0, 1)).isEqualTo(1);
        assertThat(report.count(1, 0)).isZero();
        assertThat(report.support(0)).isEqualTo(3);
        assertThat(report.total()).isEqualTo(4);
        assertThat(report.accuracy()).isEqualTo(0.75);
    }

    @Test
    void precisionRecallAndF1OfAClass() {
        ClassificationReport report = animals();

        assertThat(report.precision(0)).isEqualTo(1);
        assertThat(report.recall(0)).isCloseTo(0.6667, within(1e-4));
        assertThat(report.f1(0)).isCloseTo(0.8, within(1e-9));
        assertThat(report.precision(1)).isEqualTo(0.5);
        assertThat(report.recall(1)).isEqualTo(1);
    }

    @Test
    void aClassThatNeverComesHasZerosRatherThanNaN() {
        assertThat(animals().f1(2)).isZero();
        assertThat(new ClassificationReport(List.of("a")).accuracy()).isZero();
    }

    @Test
    void theTableHasTheUsualLines() {
        assertThat(animals().table().lines().map(line -> line.trim().replaceAll(" +", " ")))
                .containsExactly(
                        "precision recall f1-score support",
                        "cat 1.0000 0.6667 0.8000 3",
                        "dog 0.5000 1.0000 0.6667 1",
                        "bird 0.0000 0.0000 0.0000 0",
                        "accuracy 0.7500 4",
                        "macro avg 0.5000 0.5556 0.4889 4",
                        "weighted avg 0.8750 0.7500 0.7667 4");
    }
}
