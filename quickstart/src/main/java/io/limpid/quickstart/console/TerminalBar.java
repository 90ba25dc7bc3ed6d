package io.limpid.quickstart.console;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that is drawn over itself. */
final class TerminalBar implements Bar {
    private static final int COLUMNS = 110;
    private static final int UPDATE_MILLIS = 200;

    private final ProgressBar bar;

    TerminalBar(PrintStream out, String task, long total, String unit) {
        this.bar = new ProgressBarBuilder()
                .setTaskName("  " + task)
                .setInitialMax(total)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(out, COLUMNS))
                .build();
    }

    @Override
    public void at(long done, String note) {
        bar.stepTo(done);
        bar.setExtraMessage("  " + note);
    }

    @Override
    public void close() {
        bar.close();
    }
}
