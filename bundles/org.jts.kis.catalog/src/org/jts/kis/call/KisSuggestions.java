package org.jts.kis.call;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jts.api.account.AccountId;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.kis.catalog.KisField;

/**
 * Values with which a form begins, so that most interfaces answer at once. They are suggestions: what a field takes
 * stands in the broker's papers.
 *
 * @since 1.0
 */
public final class KisSuggestions {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    /** The number of a screen is a part of the transaction id. */
    private static final Pattern SCREEN = Pattern.compile("FH([PK])[A-Z]{2}(\\d{4}).*");
    private static final String SYMBOL = "005930";
    private static final String INDEX = "0001";
    private static final Map<String, String> FIXED = Map.ofEntries(Map.entry("AFHR_FLPR_YN", "N"),
            Map.entry("OFL_YN", ""), Map.entry("UNPR_DVSN", "01"), Map.entry("FUND_STTL_ICLD_YN", "N"),
            Map.entry("FNCG_AMT_AUTO_RDPT_YN", "N"), Map.entry("PRCS_DVSN", "00"), Map.entry("INQR_DVSN", "00"),
            Map.entry("INQR_DVSN_1", ""), Map.entry("INQR_DVSN_2", "0"), Map.entry("INQR_DVSN_3", "00"),
            Map.entry("SLL_BUY_DVSN_CD", "00"), Map.entry("SLL_BUY_DVSN", "00"), Map.entry("CCLD_DVSN", "00"),
            Map.entry("CCLD_NCCS_DVSN", "00"), Map.entry("ORD_GNO_BRNO", ""), Map.entry("ODNO", ""),
            Map.entry("CMA_EVLU_AMT_ICLD_YN", "N"), Map.entry("OVRS_ICLD_YN", "N"), Map.entry("ORD_DVSN", "00"),
            Map.entry("ORD_QTY", "1"), Map.entry("QTY_ALL_ORD_YN", "Y"),
            Map.entry("KRX_FWDG_ORD_ORGNO", ""), Map.entry("PRDT_TYPE_CD", "300"), Map.entry("NATN_CD", "840"),
            Map.entry("TR_CRCY_CD", "USD"), Map.entry("CRCY_CD", "USD"), Map.entry("OVRS_EXCG_CD", "NASD"),
            Map.entry("EXCD", "NAS"), Map.entry("SYMB", "AAPL"), Map.entry("AUTH", ""), Map.entry("KEYB", ""),
            Map.entry("CTS", ""), Map.entry("WCRC_FRCR_DVSN_CD", "02"), Map.entry("SORT_SQN", "DS"),
            Map.entry("FID_PERIOD_DIV_CODE", "D"), Map.entry("FID_ORG_ADJ_PRC", "0"),
            Map.entry("FID_INPUT_HOUR_1", "153000"), Map.entry("FID_INPUT_HOUR_2", "153000"),
            Map.entry("FID_PW_DATA_INCU_YN", "Y"), Map.entry("FID_ETC_CLS_CODE", ""),
            Map.entry("FID_FAKE_TICK_INCU_YN", ""), Map.entry("FID_DIV_CLS_CODE", "0"),
            Map.entry("FID_RANK_SORT_CLS_CODE", "0"), Map.entry("FID_BLNG_CLS_CODE", "0"),
            Map.entry("FID_TRGT_CLS_CODE", "0"), Map.entry("FID_TRGT_EXLS_CLS_CODE", "0"),
            Map.entry("FID_INPUT_PRICE_1", ""), Map.entry("FID_INPUT_PRICE_2", ""), Map.entry("FID_VOL_CNT", ""),
            Map.entry("FID_APLY_RANG_PRC_1", ""), Map.entry("FID_APLY_RANG_PRC_2", ""),
            Map.entry("FID_INPUT_CNT_1", "0"), Map.entry("FID_RSFL_RATE1", ""), Map.entry("FID_RSFL_RATE2", ""),
            Map.entry("GUBN", "0"), Map.entry("NDAY", "0"), Map.entry("VOL_RANG", "0"), Map.entry("MODP", "0"),
            Map.entry("QRY_CNT", "30"), Map.entry("NREC", "30"), Map.entry("NMIN", "1"), Map.entry("PINC", "1"),
            Map.entry("JSONBODY", "{}"), Map.entry("ORD_SVR_DVSN_CD", "0"), Map.entry("FILL", ""),
            Map.entry("NEXT", ""), Map.entry("MINX", "0"), Map.entry("BYMD", ""));

    private KisSuggestions() {
    }

    /**
     * Values for a form; what a person must know, such as a number of an order, has none.
     *
     * @param today   in Korea
     * @param account whose; empty where there is none
     * @param symbol  that is looked at, six characters; empty for a well-known one
     * @return by the catalog's names
     */
    public static Map<String, String> of(KisApi api, KisEnvironment environment, LocalDate today,
            Optional<AccountId> account, Optional<String> symbol) {
        Map<String, String> values = new LinkedHashMap<>();
        for (KisField field : api.request()) {
            sure(api, environment, field.name(), account).or(() -> Optional.ofNullable(guess(api, field.name()
                    .toUpperCase(Locale.ROOT), today, symbol.orElse(SYMBOL)))).ifPresent(v -> values.put(field.name(),
                    v));
        }
        return values;
    }

    /** What is right wherever the field is. */
    static Optional<String> sure(KisApi api, KisEnvironment environment, String field, Optional<AccountId> account) {
        String name = field.toUpperCase(Locale.ROOT);
        return switch (name) {
            case "CANO" -> account.map(a -> a.value().substring(0, a.value().indexOf('-')));
            case "ACNT_PRDT_CD" -> account.map(a -> a.value().substring(a.value().indexOf('-') + 1));
            case "FID_COND_MRKT_DIV_CODE" -> market(api);
            case "FID_COND_SCR_DIV_CODE" -> screen(api);
            case "EXCG_ID_DVSN_CD" -> environment == KisEnvironment.PAPER ? Optional.of("KRX") : Optional.empty();
            default -> name.startsWith("CTX_AREA") ? Optional.of("") : Optional.empty();
        };
    }

    private static Optional<String> market(KisApi api) {
        String path = api.path();
        if (path.contains("/domestic-stock/")) {
            return Optional.of(isIndex(api) ? "U" : "J");
        }
        return Optional.ofNullable(path.contains("/elw/") ? "W" : path.contains("/etfetn/") ? "J"
                : path.contains("/domestic-futureoption/") ? "F" : path.contains("/domestic-bond/") ? "B"
                : path.contains("/overseas-price/") ? "N" : null);
    }

    private static boolean isIndex(KisApi api) {
        return api.name().contains("index") && !api.path().contains("/ranking/");
    }

    private static Optional<String> screen(KisApi api) {
        Matcher id = SCREEN.matcher(api.realIds().getOrDefault("", ""));
        return id.matches() ? Optional.of((id.group(1).equals("P") ? "2" : "1") + id.group(2)) : Optional.empty();
    }

    /** What a channel is registered with. */
    private static String key(KisApi channel, String symbol) {
        return switch (channel.name().substring(0, 4)) {
            case "H0ST", "H0NX", "H0UN" -> symbol;
            case "HDFS" -> "DNASAAPL";
            default -> null;
        };
    }

    private static String guess(KisApi api, String field, LocalDate today, String symbol) {
        boolean shares = api.path().contains("/domestic-stock/") || api.path().contains("/etfetn/");
        return switch (field) {
            case "FID_INPUT_ISCD" -> isIndex(api) ? INDEX : api.path().contains("/ranking/") ? "0000"
                    : shares ? symbol : null;
            case "PDNO" -> shares ? api.name().contains("ccld") ? "" : symbol
                    : api.path().contains("/overseas-stock/") ? "AAPL" : null;
            case "TR_KEY" -> api.koreanName().contains("통보") ? null : key(api, symbol);
            case "FID_INPUT_DATE_1", "INQR_STRT_DT", "F_DT", "STRT_DT", "ORD_STRT_DT" -> DAY.format(today
                    .minusMonths(1));
            case "FID_INPUT_DATE_2", "INQR_END_DT", "T_DT", "END_DT", "ORD_END_DT", "BASS_DT", "INQR_DT", "TRAD_DT" ->
                DAY.format(today);
            case "EXCG_ID_DVSN_CD" -> "KRX";
            // Where orders are placed too, a form begins with a new one.
            case "RVSE_CNCL_DVSN_CD" -> api.name().endsWith("rvsecncl") ? "02" : "00";
            default -> FIXED.get(field);
        };
    }
}
