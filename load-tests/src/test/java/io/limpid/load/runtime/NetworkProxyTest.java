package io.limpid.load.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkProxyTest {
    private static final int SILENCE_MILLIS = 300;
    private static final int PATIENCE_MILLIS = 20_000;

    private ServerSocket echo;
    private NetworkProxy proxy;
    private Socket client;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        Thread answering = new Thread(this::answer, "echo");
        answering.setDaemon(true);
        answering.start();
        proxy = new NetworkProxy("127.0.0.1", "127.0.0.1", echo.getLocalPort());
        client = connected();
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket("127.0.0.1", proxy.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Sends back what comes, each connection by a thread of its own. */
    private void answer() {
        try {
            while (true) {
                Socket accepted = echo.accept();
                Thread each = new Thread(() -> echo(accepted), "echo-connection");
                each.setDaemon(true);
                each.start();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        proxy.close();
        echo.close();
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] received(Socket socket, int size) throws IOException {
        byte[] bytes = new byte[size];
        new DataInputStream(socket.getInputStream()).readFully(bytes);
        return bytes;
    }

    @Test
    void passesAllOnInOrderWhereAReaderIsSlow() throws IOException {
        byte[] sent = noise(8 << 20);
        Thread sending = new Thread(() -> send(sent));
        sending.start();

        assertThat(received(client, sent.length)).isEqualTo(sent);
    }

    private void send(byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void holdsUpWhatComesDuringACutAndLosesNothing() throws IOException {
        send(noise(10));
        received(client, 10);
        byte[] sent = noise(1000);

        proxy.cut();
        send(sent);
        client.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> received(client, 1)).isInstanceOf(SocketTimeoutException.class);
        proxy.heal();

        client.setSoTimeout(PATIENCE_MILLIS);
        assertThat(received(client, sent.length)).isEqualTo(sent);
    }

    @Test
    void leavesNewConnectionsUnansweredDuringACut() throws IOException {
        proxy.cut();
        try (Socket late = connected()) {
            late.getOutputStream().write(noise(5));
            late.setSoTimeout(SILENCE_MILLIS);
            assertThatThrownBy(() -> received(late, 1)).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();

            late.setSoTimeout(PATIENCE_MILLIS);
            assertThat(received(late, 5)).isEqualTo(noise(5));
        }
    }

    @Test
    void letsNothingOvertakeWhatIsDelayed() throws IOException {
        byte[] sent = noise(200_000);
        proxy.delay(Duration.ofMillis(200));
        for (int i = 0; i < sent.length; i += 1000) {
            client.getOutputStream().write(sent, i, 1000);
            if (i == sent.length / 2) {
                proxy.heal();
            }
        }

        assertThat(received(client, sent.length)).isEqualTo(sent);
    }

    @Test
    void delaysBothWays() throws IOException {
        proxy.delay(Duration.ofSeconds(2));
        send(noise(1));
        // one way it would be there, after both it is not
        client.setSoTimeout(3_000);

        assertThatThrownBy(() -> received(client, 1)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void closesWhatTheOtherEndCloses() throws IOException {
        client.shutdownOutput();

        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
}
