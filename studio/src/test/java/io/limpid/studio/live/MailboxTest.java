package io.limpid.studio.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox(2);

    private static PageEvent event(String subject, String json) {
        return new PageEvent("news", subject, json);
    }

    private PageEvent take() {
        return mailbox.take().toCompletableFuture().getNow(event("none", ""));
    }

    @Test
    void handsOutWhatIsNewestOfEachSubject() {
        mailbox.put(event("a", "1"));
        mailbox.put(event("b", "1"));
        mailbox.put(event("a", "2"));

        assertThat(take().json()).isEqualTo("2");
        assertThat(take().subject()).isEqualTo("b");
        assertThat(mailbox.replaced()).isEqualTo(1);
    }

    @Test
    void keepsNoMoreThanItHasRoomFor() {
        for (int i = 0; i < 1000; i++) {
            mailbox.put(event("subject " + i, ""));
        }

        assertThat(take().subject()).isEqualTo("subject 998");
        assertThat(take().subject()).isEqualTo("subject 999");
        assertThat(take().subject()).isEqualTo("none");
        assertThat(mailbox.replaced()).isEqualTo(998);
    }

    @Test
    void hasAReaderWaitUntilThereIsSomething() {
        CompletableFuture<PageEvent> waiting = mailbox.take().toCompletableFuture();
        assertThat(waiting).isNotDone();

        mailbox.put(event("a", "1"));

        assertThat(waiting).isCompletedWithValue(event("a", "1"));
    }
}
