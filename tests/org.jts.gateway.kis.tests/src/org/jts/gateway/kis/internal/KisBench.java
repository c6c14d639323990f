package org.jts.gateway.kis.internal;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jts.api.gateway.BrokerException;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.kis.catalog.KisJson;

/** Measures decoding of frames and the way of an order; prints a JSON object a line. Started by ./jts bench kis. */
public final class KisBench {

    private static final String TRADE = "005930^093354^71900^5^-100^-0.14^72023.83^72100^72400^71700^71900^71800^1"
            + "^3052507^219853241700^5105^6937^1832^84.90^1366314^1159996^1^0.39^20.28^090020^5^-200^090820^5^-500"
            + "^092619^2^200^20260102^20^N^65945^216924^1118750^2199206^0.05^2424142^125.92^0^^72100^2";
    private static final int RECORDS = 4;
    private static final int ROUNDS = 7;
    private static final int FRAMES = 100_000;
    private static final int ORDERS = 3_000;
    private static final double NANOS = 1e9;

    /** What is decoded ends here, so that nothing is left out as useless. */
    private static long sink;

    private KisBench() {
    }

    /** One reader of frames. */
    @FunctionalInterface
    private interface Reader {
        long read(String text) throws BrokerException;
    }

    public static void main(String[] args) throws Exception {
        decode(System.out);
        order(System.out);
        System.exit(sink == 42 ? 1 : 0); // client threads of the JDK linger
    }

    private static void decode(PrintStream out) throws BrokerException {
        String frame = "0|H0STCNT0|%03d|".formatted(RECORDS) + String.join("^", Collections.nCopies(RECORDS, TRADE));
        Reader ours = text -> {
            long sum = 0;
            for (Frame.Row row : Frame.parse(text).rows(Layout.TRADES)) {
                sum += QuoteDecoder.quote(row).last().intValue();
            }
            return sum;
        };
        Reader split = text -> {
            String[] values = text.split("\\|", 4)[3].split("\\^", -1);
            long sum = 0;
            for (int i = 0; i < RECORDS; i++) {
                sum += Integer.parseInt(values[i * values.length / RECORDS + 2]);
            }
            return sum;
        };
        Reader scan = text -> {
            long carets = 0;
            for (int i = 0; i < text.length(); i++) {
                carets += text.charAt(i) == '^' ? 1 : 0;
            }
            return carets;
        };
        double[] ourRates = new double[ROUNDS];
        double[] splitRates = new double[ROUNDS];
        double[] scanRates = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            ourRates[i] = rate(ours, frame);
            splitRates[i] = rate(split, frame);
            scanRates[i] = rate(scan, frame);
        }
        print(out, "kis.decode", median(ourRates), "records/s", "String.split, one number read", median(splitRates));
        print(out, "kis.decode", median(ourRates), "records/s", "hand scan for carets", median(scanRates));
    }

    private static double rate(Reader reader, String frame) throws BrokerException {
        long start = System.nanoTime();
        for (int i = 0; i < FRAMES; i++) {
            sink += reader.read(frame);
        }
        return FRAMES * RECORDS * NANOS / (System.nanoTime() - start);
    }

    /** The same request through the gateway and through the JDK's client alone, in turns, to the same simulator. */
    private static void order(PrintStream out) throws Exception {
        KisHarness harness = new KisHarness(KisEnvironment.REAL, Map.of("hts_id", ""));
        harness.kis.connect(new Line());
        BigDecimal price = new BigDecimal("50000");
        try (HttpClient plain = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request = request(harness, price);
            long[] ours = new long[ORDERS];
            long[] theirs = new long[ORDERS];
            for (int i = -ORDERS; i < ORDERS; i++) {
                int at = Math.max(0, i);
                OrderRequest order = OrderRequest.limit(new ClientOrderId("b" + i), KisHarness.MAIN,
                        KisHarness.SAMSUNG, Side.BUY, new BigDecimal("1000000"), price);
                OrderOutcome outcome = null;
                for (int turn = 0; turn < 2; turn++) { // who comes second finds everything warm
                    long start = System.nanoTime();
                    if ((turn + i & 1) == 0) {
                        outcome = harness.kis.place(order);
                        ours[at] = System.nanoTime() - start;
                    } else {
                        sink += plain.send(request, BodyHandlers.ofString()).body().length();
                        theirs[at] = System.nanoTime() - start;
                    }
                }
                if (!(outcome instanceof OrderOutcome.Rejected)) {
                    throw new IllegalStateException("expected every order to be beyond the means, was " + outcome);
                }
                Thread.sleep(2); // the simulator allows 1,000 a second
            }
            Arrays.sort(ours);
            Arrays.sort(theirs);
            print(out, "kis.order.p50", ours[ORDERS / 2] / 1e3, "us", "JDK HttpClient", theirs[ORDERS / 2] / 1e3);
            print(out, "kis.order.p99", ours[ORDERS * 99 / 100] / 1e3, "us", "JDK HttpClient",
                    theirs[ORDERS * 99 / 100] / 1e3);
        } finally {
            harness.close();
        }
    }

    private static HttpRequest request(KisHarness harness, BigDecimal price) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>(OrderReader.account(KisHarness.MAIN));
        fields.putAll(Map.of("PDNO", "005930", "ORD_DVSN", "00", "ORD_QTY", "1000000", "ORD_UNPR",
                price.toPlainString(), "EXCG_ID_DVSN_CD", "KRX"));
        String token = harness.tokens().token(KisHarness.keyName(KisEnvironment.REAL), () -> {
            throw new IllegalStateException("expected the gateway's token among the secrets");
        }).value().reveal();
        return HttpRequest.newBuilder(URI.create(harness.broker.address() + KisCatalog.get().api("order-cash").path()))
                .POST(BodyPublishers.ofString(KisJson.write(fields))).header("appkey", KisHarness.KEY)
                .header("appsecret", KisHarness.SECRET).header("authorization", "Bearer " + token)
                .header("tr_id", "TTTC0012U").header("custtype", "P")
                .header("content-type", "application/json; charset=utf-8").build();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void print(PrintStream out, String metric, double value, String unit, String peer, double peers) {
        out.println(String.format(Locale.ROOT, "{\"bench\":\"kis\",\"metric\":\"%s\",\"value\":%.1f,\"unit\":\"%s\","
                + "\"peer\":\"%s\",\"peer_value\":%.1f}", metric, value, unit, peer, peers));
    }
}
