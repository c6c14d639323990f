package org.jts.simulator.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisJson;
import org.jts.simulator.kis.KisSimulator;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamTest {

    private final FakeTime time = new FakeTime();
    private KisSimulator broker;
    private Customer customer;
    private Line line;
    private String approval;

    /** One WebSocket and what came on it. */
    private static final class Line implements WebSocket.Listener {
        final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        WebSocket socket;

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                messages.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        String next() throws InterruptedException {
            String message = messages.poll(20, TimeUnit.SECONDS);
            assertNotNull(message, "expected a message within 20 s");
            return message;
        }

        /** Frames of channels may come between. */
        String nextControl() throws InterruptedException {
            String message = next();
            while (!message.startsWith("{")) {
                message = next();
            }
            return message;
        }
    }

    @BeforeEach
    void open() throws Exception {
        broker = KisSimulator.builder().account("50012345-01", new BigDecimal("100000000")).open(time);
        customer = new Customer(broker);
        customer.signIn();
        approval = customer.approval();
        line = connect();
    }

    @AfterEach
    void close() {
        line.socket.abort();
        customer.close();
        broker.close();
    }

    private Line connect() {
        Line made = new Line();
        made.socket = customer.client.newWebSocketBuilder().buildAsync(URI.create(broker.streamAddress()
                + "/tryitout"), made).join();
        return made;
    }

    private String ask(Line on, String key, String type, String id, String trKey) throws Exception {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("approval_key", key);
        header.put("custtype", "P");
        header.put("tr_type", type);
        header.put("content-type", "utf-8");
        on.socket.sendText(KisJson.write(Map.of("header", header, "body", Map.of("input", Map.of("tr_id", id, "tr_key",
                trKey)))), true).join();
        return on.nextControl();
    }

    private static String code(String message) throws Exception {
        return ((Map<?, ?>) KisJson.readObject(message).get("body")).get("msg_cd").toString();
    }

    @Test
    void registrationsAreAnsweredWithTheirCodes() throws Exception {
        assertEquals("OPSP0011", code(ask(line, "nonsense", "1", "H0STCNT0", "005930")));
        assertEquals("OPSP0000", code(ask(line, approval, "1", "H0STCNT0", "005930")));
        assertEquals("OPSP0002", code(ask(line, approval, "1", "H0STCNT0", "005930")));
        assertEquals("OPSP0001", code(ask(line, approval, "2", "H0STCNT0", "005930")));
        assertEquals("OPSP0003", code(ask(line, approval, "2", "H0STCNT0", "005930")));
        assertEquals("OPSP8991", code(ask(line, approval, "1", "H0NOTHING", "005930")));
        assertEquals("OPSP8992", code(ask(line, approval, "1", "H0STCNT0", "NOBODY")));
        assertEquals("OPSP8997", code(ask(line, approval, "7", "H0STCNT0", "005930")));
        line.socket.sendText("no json", true).join();
        assertEquals("OPSP9990", code(line.next()));
    }

    @Test
    void theFortySecondRegistrationIsRefused() throws Exception {
        for (int i = 0; i < 41; i++) {
            assertEquals("OPSP0000", code(ask(line, approval, "1", "HDFSASP1", "DHKS" + i)));
        }
        assertEquals("OPSP0008", code(ask(line, approval, "1", "HDFSASP1", "DHKSLAST")));
    }

    @Test
    void aSecondSessionOfTheKeyIsRefusedUntilTheFirstIsGone() throws Exception {
        ask(line, approval, "1", "H0STCNT0", "005930");
        Line second = connect();
        String refusal = ask(second, approval, "1", "H0STCNT0", "005930");
        assertEquals("OPSP8996", code(refusal));
        assertEquals("(null)", ((Map<?, ?>) KisJson.readObject(refusal).get("header")).get("tr_id"));
        second.socket.abort();
        assertEquals(1, broker.streams());
    }

    @Test
    void tradesComeAsFramesWithSeveralRecords() throws Exception {
        ask(line, approval, "1", "H0STCNT0", "005930");
        for (int i = 0; i < 100 && line.messages.isEmpty(); i++) {
            time.advance(Duration.ofSeconds(1));
        }
        String[] parts = line.next().split("\\|", 4);
        assertEquals("0", parts[0]);
        assertEquals("H0STCNT0", parts[1]);
        String[] values = parts[3].split("\\^", -1);
        assertEquals(47 * Integer.parseInt(parts[2]), values.length);
        assertEquals("005930", values[0]);
        assertTrue(values[1].matches("\\d{6}") && values[2].matches("\\d+"), () -> parts[3]);
        assertEquals("20260102", values[33]);
    }

    @Test
    void booksHaveTenLevels() throws Exception {
        ask(line, approval, "1", "H0STASP0", "005930");
        for (int i = 0; i < 100 && line.messages.isEmpty(); i++) {
            time.advance(Duration.ofSeconds(1));
        }
        String[] values = line.next().split("\\|", 4)[3].split("\\^", -1);
        assertEquals(63, values.length);
        assertTrue(Integer.parseInt(values[3]) > Integer.parseInt(values[13]), "best ask above best bid");
        assertTrue(Integer.parseInt(values[12]) > Integer.parseInt(values[3]), "asks ascend");
    }

    @Test
    void noticesOfFillsAreEncryptedAndSayWhatTheyAre() throws Exception {
        String answer = ask(line, approval, "1", "H0STCNI0", "simuser");
        Map<?, ?> body = (Map<?, ?>) KisJson.readObject(answer).get("body");
        Map<?, ?> output = (Map<?, ?>) body.get("output");
        customer.order("TTTC0012U", "01", 10, "0");
        String[] accepted = notice(line.next(), output);
        assertEquals(26, accepted.length);
        assertEquals("1", accepted[13], "accepted, not filled");
        assertEquals("0000000010", accepted[9]);
        String[] filled = notice(line.next(), output);
        assertEquals("2", filled[13], "a fill");
        assertEquals("5001234501", filled[1]);
        assertEquals("0000000001", filled[2]);
        assertTrue(Integer.parseInt(filled[10]) > 0, "at a price");
    }

    private static String[] notice(String frame, Map<?, ?> keys) throws Exception {
        String[] parts = frame.split("\\|", 4);
        assertEquals("1", parts[0]);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(keys.get("key").toString().getBytes(
                StandardCharsets.US_ASCII), "AES"), new IvParameterSpec(keys.get("iv").toString().getBytes(
                StandardCharsets.US_ASCII)));
        return new String(cipher.doFinal(Base64.getDecoder().decode(parts[3])), StandardCharsets.UTF_8).split("\\^",
                -1);
    }

    @Test
    void aChannelThatIsNotSimulatedSendsARecordASecond() throws Exception {
        ask(line, approval, "1", "H0IFASP0", "101W09");
        time.advance(Duration.ofSeconds(1));
        String[] parts = line.next().split("\\|", 4);
        assertEquals("H0IFASP0", parts[1]);
        String[] values = parts[3].split("\\^", -1);
        assertEquals("101W09", values[0]);
        assertEquals(KisCatalog.get().api("H0IFASP0").columns().size(), values.length);
    }

    @Test
    void pingpongComesAsText() throws Exception {
        ask(line, approval, "1", "HDFSASP1", "DHKS00700");
        time.advance(Duration.ofSeconds(10));
        Map<?, ?> header = (Map<?, ?>) KisJson.readObject(line.nextControl()).get("header");
        assertEquals("PINGPONG", header.get("tr_id"));
        assertEquals("20260102100010", header.get("datetime"));
        line.socket.sendText("{\"header\":{\"tr_id\":\"PINGPONG\"}}", true).join();
        assertEquals("OPSP0001", code(ask(line, approval, "2", "HDFSASP1", "DHKS00700")), "the echo is no message");
    }
}
