package org.jts.gateway.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountType;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.RejectReason;
import org.jts.kis.catalog.KisJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("KIS_APP_KEY", "planted-key", "KIS_APP_SECRET",
            "planted-secret");

    private static KisSettings settings(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(Map.of("accounts", new String[] {"50012345-01:Mine", "50012346-01"}));
        all.putAll(more);
        return KisSettings.of(Configs.with(all), new FakeSecrets(ENVIRONMENT));
    }

    private static String wrong(String name, Object value) {
        String message = assertThrows(IllegalArgumentException.class, () -> settings(Map.of(name, value)))
                .getMessage();
        assertFalse(message.contains("planted"), message);
        return message;
    }

    @Test
    void paperIsWhereOneStarts() {
        KisSettings paper = settings(Map.of());
        assertTrue(paper.paper());
        assertEquals("https://openapivts.koreainvestment.com:29443", paper.rest().toString());
        assertEquals("ws://ops.koreainvestment.com:31000", paper.stream().toString());
        assertEquals(AccountType.PAPER, paper.accounts().getFirst().type());
        assertEquals("Mine", paper.accounts().getFirst().name());
        assertTrue(paper.accounts().getFirst().isDefault() && !paper.accounts().getLast().isDefault());
        KisSettings real = settings(Map.of("environment", "real", "route", "SOR"));
        assertEquals("https://openapi.koreainvestment.com:9443", real.rest().toString());
        assertEquals(AccountType.LIVE, real.accounts().getFirst().type());
        assertFalse(real.keyName().equals(paper.keyName()), "another key, another limit");
    }

    @Test
    void secretsShowThemselvesToNobody() {
        String shown = settings(Map.of()).toString();
        assertFalse(shown.contains("planted"), shown);
        assertEquals("planted-secret", settings(Map.of()).key().secret().reveal());
    }

    @Test
    void wrongSettingsSayWhatWasExpected() {
        assertTrue(wrong("accounts", new String[] {"5001-01"}).contains("5001-01"));
        assertTrue(wrong("accounts", new String[] {"50012345-03"}).contains("50012345-03"));
        wrong("accounts", new String[0]);
        assertTrue(wrong("markets", "MARS").contains("MARS"));
        wrong("more_keys", new String[] {"planted"});
        assertTrue(wrong("more_keys", new String[] {"${env:KIS_APP_KEY},${env:KIS_APP_SECRET}"}).contains("2"));
        assertTrue(wrong("tls_trust", "nowhere.pem").contains("nowhere.pem"));
        assertTrue(wrong("route", "NXT").contains("NXT"));
        assertTrue(wrong("fee_tax", "much").contains("much"));
        assertTrue(wrong("url_rest", "ftp://x").contains("ftp"));
        assertTrue(wrong("app_key", "planted-in-the-clear").contains("KIS_APP_KEY"));
        assertTrue(wrong("app_secret", "${env:NOT_SET}").contains("NOT_SET"));
    }

    @Test
    void theBundledSymbolsAreThere() throws Exception {
        List<Symbol> all = new ArrayList<>();
        for (MasterFile file : MasterFile.values()) {
            all.addAll(Symbols.bundled(file));
        }
        Symbols symbols = Symbols.of(all);
        Symbol apple = symbols.need(new SymbolId("NASDAQ", "AAPL"));
        assertEquals(CurrencyCode.USD, apple.currency());
        assertEquals("America/New_York", apple.zone().getId());
        assertTrue(symbols.isFund(new SymbolId("AMEX", "SPY")));
        Symbol samsung = symbols.need(Venue.KRX.symbol("005930"));
        assertEquals("삼성전자", samsung.name());
        assertTrue(symbols.isFund(Venue.KRX.symbol("069500")));
        assertFalse(symbols.isFund(samsung.id()));
        assertThrows(BrokerException.class, () -> symbols.need(Venue.KRX.symbol("NOBODY")));
    }

    private static String master(String code, String name, String group, int tail) {
        return "%-9s%-12s%-40s%s%s%n".formatted(code, "KR7" + code + "003", name, group, "0".repeat(tail - 2));
    }

    @Test
    void masterFilesAreReadFromTheRight(@TempDir Path folder) throws Exception {
        String kospi = master("005930", "삼성전자", "ST", 227) + master("069500", "KODEX 200", "EF", 227)
                + master("58J297", "엘더블유", "EW", 227) + master("Q530031", "삼성 ETN", "EN", 227);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("kospi_code.mst.zip")))) {
            zip.putNextEntry(new ZipEntry("kospi_code.mst"));
            zip.write(kospi.getBytes(Charset.forName("MS949")));
        }
        Files.write(folder.resolve("kosdaq_code.mst"), master("247540", "에코프로비엠", "ST", 221).getBytes(
                Charset.forName("MS949")));
        Files.write(folder.resolve("nasmst.cod"), (us("AAPL", "애플", "2", "USD") + us("QQQ", "", "3", "USD")
                + us("WARRANT", "", "4", "USD")).getBytes(Charset.forName("MS949")));
        List<Symbol> all = given(folder);
        assertEquals(List.of("KRX:005930", "KRX:069500", "KRX:247540", "NASDAQ:AAPL", "NASDAQ:QQQ"), all.subList(0, 5)
                .stream().map(s -> s.id().toString())
                .toList());
        assertEquals("삼성전자", all.getFirst().name());
        assertEquals("ETF", all.get(1).market());
        assertEquals("KOSDAQ", all.get(2).market());
        assertEquals("애플", all.get(3).name());
        assertEquals("ETF", all.get(4).market());
        assertEquals(2, said.size(), () -> "NYSE and AMEX are missing: " + said);
    }

    private static String us(String code, String name, String kind, String currency) {
        return String.join("\t", "US", "1", "NAS", "NASDAQ", code, "DNAS" + code, name, code + " INC", kind, currency,
                "4", "1", "1.0", "1", "1", "0930", "1600", "N", "", "0", "0", "1", "", "0") + "\n";
    }

    private final List<String> said = new ArrayList<>();

    private List<Symbol> given(Path folder) throws InterruptedException {
        return new MasterFiles(new KisSettings.Master(URI.create("http://127.0.0.1"), Optional.of(folder)),
                new Folder(), said::add).read(Markets.BOTH, null, LocalDate.of(2026, 11, 18));
    }

    @Test
    void brokenMasterFilesAreNamedAndTheShortListIsUsed(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("kospi_code.mst"), "too short\n");
        Files.writeString(folder.resolve("nasmst.cod"), "US\t1\n");
        Files.write(folder.resolve("kosdaq_code.mst.zip"), new byte[] {1, 2, 3});
        List<Symbol> all = given(folder);
        assertTrue(all.stream().anyMatch(s -> s.id().code().equals("005930")), "bundled");
        assertTrue(said.get(0).contains("kospi_code.mst") && said.get(0).contains("line 1"), said.get(0));
        assertTrue(said.get(1).contains("kosdaq_code.mst"), said.get(1));
        assertTrue(said.get(2).contains("nasmst.cod") && said.get(2).contains("24"), said.get(2));
    }

    @Test
    void accountsOfSharesAreTakenWhateverTheirProduct() {
        assertEquals("50012345-22", settings(Map.of("accounts", new String[] {"50012345-22"})).accounts().getFirst()
                .id().value());
        assertEquals(CurrencyCode.USD, settings(Map.of("markets", "US")).accounts().getFirst().currency());
    }

    private static KisReply reply(int status, String rtCd, String code, String text) throws IOException {
        return new KisReply(status, "", Node.parse(KisJson.write(Map.of("rt_cd", rtCd, "msg_cd", code, "msg1",
                text))));
    }

    @Test
    void statusSaysLittleAndTheCodeAll() throws Exception {
        assertEquals(ErrorCategory.AUTHENTICATION, KisErrors.category(reply(500, "1", "EGW00123", "")));
        assertEquals(ErrorCategory.RATE_LIMIT, KisErrors.category(reply(500, "1", "EGW00201", "")));
        assertEquals(ErrorCategory.UNSUPPORTED, KisErrors.category(reply(500, "1", "EGW02006", "")));
        assertEquals(ErrorCategory.VALIDATION, KisErrors.category(reply(200, "7", "NEW00001", "")));
        assertEquals(ErrorCategory.SYSTEM, KisErrors.category(reply(500, "1", "NEW00001", "")));
        assertTrue(KisErrors.isUnknown(reply(500, "1", "EGW00301", "")));
        assertTrue(KisErrors.isUnknown(reply(502, "", "", "")));
        assertTrue(KisErrors.isUnknown(reply(500, "1", "EGW09999", "")), "a server's error that nobody knows");
        assertFalse(KisErrors.isUnknown(reply(200, "7", "APBK0952", "")));
        assertFalse(KisErrors.isUnknown(reply(200, "1", "EGW09999", "")), "a refusal that nobody knows");
        for (String refusal : List.of("EGW00123", "EGW00201", "EGW00215", "EGW02006", "IGW00002")) {
            assertFalse(KisErrors.isUnknown(reply(500, "1", refusal, "")), refusal);
        }
        assertTrue(KisErrors.failure("Price", reply(500, "1", "EGW00201", "초과")).getMessage().contains("EGW00201"));
    }

    @Test
    void wordsComeBeforeCodesThatMeanManyThings() throws Exception {
        assertEquals(RejectReason.PRICE_TICK, KisErrors.reason(reply(200, "7", "APBK0918", "호가단위 오류입니다.")));
        assertEquals(RejectReason.PRICE_LIMIT, KisErrors.reason(reply(200, "1", "x", "모의투자 상/하한가 오류")));
        assertEquals(RejectReason.MARKET_CLOSED, KisErrors.reason(reply(200, "7", "APBK0918", "장운영시간이 아닙니다")));
        assertEquals(RejectReason.INSUFFICIENT_FUNDS, KisErrors.reason(reply(200, "7", "APBK0919",
                "주문가능금액이 부족합니다")));
        assertEquals(RejectReason.UNKNOWN_ORDER, KisErrors.reason(reply(200, "1", "x",
                "모의투자 원주문번호가 존재하지 않습니다.")));
        assertEquals(RejectReason.ORDER_CLOSED, KisErrors.reason(reply(200, "1", "x",
                "모의투자 정정/취소할 수량이 없습니다.")));
        assertEquals(RejectReason.OTHER, KisErrors.reason(reply(200, "7", "NEW00001", "새로운 거절")));
    }
}
