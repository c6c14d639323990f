package org.jts.simulator.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jts.concurrent.MachineTime;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.simulator.kis.KisSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A client as the broker's own samples are written: requests put together by hand, answers searched for what is
 * needed, frames cut at fixed positions, a PINGPONG answered with a control frame. It shares no line with the gateway
 * and knows the catalog no more than the simulator's address.
 */
class SampleClientTest {

    private static final String KEY = "PSsampleClientsOwnKeyOf36Characters1";
    private static final String SECRET = "sampleClientsSecret".repeat(10).substring(0, 180);
    private static final long PATIENCE = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final MachineTime time = new MachineTime();
    private KisSimulator broker;
    private String token;

    @AfterEach
    void close() {
        broker.close();
        http.close();
    }

    private void open(KisEnvironment environment) throws Exception {
        broker = KisSimulator.builder().environment(environment).key(KEY, SECRET).htsId("sample01")
                .account("61234567-01", new BigDecimal("50000000")).requestsPerSecond(50)
                .step(Duration.ofMillis(100)).ping(Duration.ofMillis(500)).open(time);
    }

    private static String find(String text, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]*)\"?").matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private String post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(broker.address() + path))
                .header("content-type", "application/json").POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofString()).body();
    }

    private void signIn() throws Exception {
        token = find(post("/oauth2/tokenP", "{\"grant_type\":\"client_credentials\",\"appkey\":\"" + KEY
                + "\",\"appsecret\":\"" + SECRET + "\"}"), "access_token");
        assertFalse(token.isEmpty(), "a token");
    }

    private String[] headers(String trId, String hash) {
        return new String[] {"authorization", "Bearer " + token, "appkey", KEY, "appsecret", SECRET, "tr_id", trId,
            "custtype", "P", "hashkey", hash};
    }

    private String order(String path, String trId, String body) throws Exception {
        String hash = find(post("/uapi/hashkey", body, "appkey", KEY, "appsecret", SECRET), "HASH");
        assertEquals(64, hash.length());
        String answer = post(path, body, headers(trId, hash));
        assertEquals("0", find(answer, "rt_cd"), answer);
        return answer;
    }

    private String get(String path, String trId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(broker.address() + path)).GET();
        String[] headers = headers(trId, "");
        for (int i = 0; i < headers.length; i += 2) {
            if (!headers[i + 1].isEmpty()) {
                request.header(headers[i], headers[i + 1]);
            }
        }
        HttpResponse<String> answer = http.send(request.header("tr_cont", "").build(), BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        return answer.body();
    }

    private WebSocket stream() throws Exception {
        return http.newWebSocketBuilder().buildAsync(URI.create(broker.streamAddress() + "/tryitout"),
                new WebSocket.Listener() {
                    private final StringBuilder part = new StringBuilder();

                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                        part.append(data);
                        if (last) {
                            heard.add(part.toString());
                            part.setLength(0);
                        }
                        from.request(1);
                        return null;
                    }
                }).get(PATIENCE, TimeUnit.SECONDS);
    }

    private String approval() throws Exception {
        return find(post("/oauth2/Approval", "{\"grant_type\":\"client_credentials\",\"appkey\":\"" + KEY
                + "\",\"secretkey\":\"" + SECRET + "\"}"), "approval_key");
    }

    private static void subscribe(WebSocket socket, String approval, String id, String key) throws Exception {
        socket.sendText("{\"header\":{\"approval_key\":\"" + approval + "\",\"custtype\":\"P\",\"tr_type\":\"1\","
                + "\"content-type\":\"utf-8\"},\"body\":{\"input\":{\"tr_id\":\"" + id + "\",\"tr_key\":\"" + key
                + "\"}}}", true).get(PATIENCE, TimeUnit.SECONDS);
    }

    /** The next message that begins so or names it; PINGPONG is answered on the way. */
    private String await(WebSocket socket, String what) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (System.nanoTime() < end) {
            String text = heard.poll(PATIENCE, TimeUnit.SECONDS);
            if (text == null) {
                break;
            }
            if (text.contains("PINGPONG")) {
                socket.sendPong(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            } else if (text.startsWith(what) || text.contains(what) && text.startsWith("{")) {
                return text;
            }
        }
        throw new AssertionError("expected " + what);
    }

    private static String[] decrypt(String frame, String key, String iv) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "AES"),
                new IvParameterSpec(iv.getBytes(StandardCharsets.UTF_8)));
        return new String(cipher.doFinal(Base64.getDecoder().decode(frame.split("\\|", 4)[3])),
                StandardCharsets.UTF_8).split("\\^", -1);
    }

    @Test
    void fromTheTokenToTheNoticeOfAFill() throws Exception {
        open(KisEnvironment.REAL);
        signIn();
        WebSocket socket = stream();
        String approval = approval();
        subscribe(socket, approval, "H0STCNT0", "005930");
        assertEquals("SUBSCRIBE SUCCESS", find(await(socket, "H0STCNT0"), "msg1"));
        subscribe(socket, approval, "H0STCNI0", "sample01");
        String ack = await(socket, "H0STCNI0");
        assertEquals("Y", find(ack, "encrypt"));
        String[] trade = await(socket, "0|H0STCNT0|").split("\\|", 4)[3].split("\\^");
        assertEquals("005930", trade[0]);
        assertTrue(trade.length % 47 == 0 && trade[1].matches("\\d{6}") && new BigDecimal(trade[2]).signum() > 0,
                () -> Arrays.toString(trade));
        String answer = order("/uapi/domestic-stock/v1/trading/order-cash", "TTTC0012U", "{\"CANO\":\"61234567\","
                + "\"ACNT_PRDT_CD\":\"01\",\"PDNO\":\"005930\",\"ORD_DVSN\":\"01\",\"ORD_QTY\":\"3\","
                + "\"ORD_UNPR\":\"0\"}");
        String number = find(answer, "ODNO");
        assertTrue(number.matches("\\d{10}") && find(answer, "ORD_TMD").matches("\\d{6}"), answer);
        String[] taken = decrypt(await(socket, "1|H0STCNI0|"), find(ack, "key"), find(ack, "iv"));
        assertEquals(List.of("sample01", "6123456701", number), List.of(taken[0], taken[1], taken[2]));
        assertEquals("1", taken[13], "taken, which is no fill");
        String[] filled = decrypt(await(socket, "1|H0STCNI0|"), find(ack, "key"), find(ack, "iv"));
        assertEquals("2", filled[13]);
        assertEquals("02", filled[4], "bought");
        assertEquals(number, filled[2]);
        assertTrue(Integer.parseInt(filled[9]) >= 1 && Integer.parseInt(filled[10]) > 0, () -> Arrays.toString(
                filled));
        String list = get("/uapi/domestic-stock/v1/trading/inquire-balance?CANO=61234567&ACNT_PRDT_CD=01"
                + "&AFHR_FLPR_YN=N&OFL_YN=&INQR_DVSN=02&UNPR_DVSN=01&FUND_STTL_ICLD_YN=N&FNCG_AMT_AUTO_RDPT_YN=N"
                + "&PRCS_DVSN=01&CTX_AREA_FK100=&CTX_AREA_NK100=", "TTTC8434R");
        assertEquals("005930", find(list, "pdno"));
        assertEquals("3", find(list, "hldg_qty"));
        assertEquals("200", find(post("/oauth2/revokeP", "{\"appkey\":\"" + KEY + "\",\"appsecret\":\"" + SECRET
                + "\",\"token\":\"" + token + "\"}"), "code"));
        socket.abort();
    }

    @Test
    void abroadOnPaper() throws Exception {
        open(KisEnvironment.PAPER);
        signIn();
        WebSocket socket = stream();
        subscribe(socket, approval(), "H0GSCNI9", "sample01");
        String ack = await(socket, "H0GSCNI9");
        String price = find(get("/uapi/overseas-price/v1/quotations/price?AUTH=&EXCD=NAS&SYMB=AAPL",
                "HHDFS00000300"), "last");
        String limit = new BigDecimal(price).add(BigDecimal.TEN).setScale(2, java.math.RoundingMode.DOWN)
                .toPlainString();
        String number = find(order("/uapi/overseas-stock/v1/trading/order", "VTTT1002U", "{\"CANO\":\"61234567\","
                + "\"ACNT_PRDT_CD\":\"01\",\"OVRS_EXCG_CD\":\"NASD\",\"PDNO\":\"AAPL\",\"ORD_QTY\":\"2\","
                + "\"OVRS_ORD_UNPR\":\"" + limit + "\",\"ORD_SVR_DVSN_CD\":\"0\",\"ORD_DVSN\":\"00\"}"), "ODNO");
        String[] notice;
        do {
            notice = decrypt(await(socket, "1|H0GSCNI9|"), find(ack, "key"), find(ack, "iv"));
        } while (!notice[12].equals("2"));
        assertEquals(25, notice.length);
        assertEquals(Integer.parseInt(number), Integer.parseInt(notice[2]), "numbers come without their zeros");
        BigDecimal paid = new BigDecimal(notice[9]).movePointLeft(4);
        assertTrue(paid.compareTo(new BigDecimal(limit)) <= 0 && paid.compareTo(BigDecimal.TEN) > 0, notice[9]);
        // The sell id is told in two ways: samples send this one.
        order("/uapi/overseas-stock/v1/trading/order", "VTTT1006U", "{\"CANO\":\"61234567\",\"ACNT_PRDT_CD\":\"01\","
                + "\"OVRS_EXCG_CD\":\"NASD\",\"PDNO\":\"AAPL\",\"ORD_QTY\":\"1\",\"OVRS_ORD_UNPR\":\"1.00\","
                + "\"SLL_TYPE\":\"00\",\"ORD_SVR_DVSN_CD\":\"0\",\"ORD_DVSN\":\"00\"}");
        String held = get("/uapi/overseas-stock/v1/trading/inquire-balance?CANO=61234567&ACNT_PRDT_CD=01"
                + "&OVRS_EXCG_CD=NASD&TR_CRCY_CD=USD&CTX_AREA_FK200=&CTX_AREA_NK200=", "VTTS3012R");
        assertEquals("AAPL", find(held, "ovrs_pdno"));
        assertEquals("1", find(held, "ovrs_cblc_qty"));
        socket.abort();
    }
}
