package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
import org.jts.kis.catalog.KisEnvironment;

/**
 * Settings that hold together.
 *
 * @param environment which of the broker's services
 * @param appKey      of the customer
 * @param appSecret   that belongs to it
 * @param accounts    the first is the default
 * @param htsId       where notices of orders go; empty for none
 * @param route       exchange of orders: KRX, NXT or SOR
 * @param fees        what trading costs
 * @param hashkey     whether order bodies get a hash
 * @param rest        host of the calls
 * @param stream      host of the WebSocket
 * @param masterFolder with the broker's symbol files, where there is one
 */
record KisSettings(KisEnvironment environment, Secret appKey, Secret appSecret, List<Account> accounts, String htsId,
        String route, FeeRates fees, boolean hashkey, URI rest, URI stream, Optional<Path> masterFolder) {

    static final CurrencyCode WON = new CurrencyCode("KRW");
    private static final String REAL_REST = "https://openapi.koreainvestment.com:9443";
    private static final String PAPER_REST = "https://openapivts.koreainvestment.com:29443";
    private static final String REAL_STREAM = "ws://ops.koreainvestment.com:21000";
    private static final String PAPER_STREAM = "ws://ops.koreainvestment.com:31000";

    /**
     * @param environment values of environment variables
     * @throws IllegalArgumentException that says what was expected and what was found, and holds no secret
     */
    static KisSettings of(KisConfig config, UnaryOperator<String> environment) {
        boolean real = config.environment().equals("real");
        return new KisSettings(real ? KisEnvironment.REAL : KisEnvironment.PAPER,
                Secret.resolve(T.get("setting.appKey"), config.app_key(), environment),
                Secret.resolve(T.get("setting.appSecret"), config.app_secret(), environment),
                accounts(config.accounts(), real ? AccountType.LIVE : AccountType.PAPER), config.hts_id().strip(),
                route(config, real),
                new FeeRates(percent(config.fee_commission()), percent(config.fee_tax())), config.hashkey(),
                uri(config.url_rest(), real ? REAL_REST : PAPER_REST, "http"),
                uri(config.url_stream(), real ? REAL_STREAM : PAPER_STREAM, "ws"),
                Optional.of(config.master_folder().strip()).filter(f -> !f.isEmpty()).map(Path::of));
    }

    boolean paper() {
        return environment == KisEnvironment.PAPER;
    }

    /** Names app key and environment, and tells nothing of either. */
    String keyName() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((environment + " " + appKey.reveal())
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected every Java to have SHA-256", e);
        }
    }

    private static List<Account> accounts(String[] texts, AccountType type) {
        List<Account> accounts = new ArrayList<>();
        for (String text : texts) {
            String[] parts = text.strip().split(":", 2);
            if (!parts[0].matches("\\d{8}-01")) {
                throw new IllegalArgumentException(T.format("setting.account", text));
            }
            String name = parts.length > 1 && !parts[1].isBlank() ? parts[1].strip() : parts[0];
            accounts.add(new Account(new AccountId(parts[0]), name, type, WON, accounts.isEmpty()));
        }
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException(T.get("setting.noAccount"));
        }
        return List.copyOf(accounts);
    }

    private static String route(KisConfig config, boolean real) {
        if (!real && !config.route().equals("KRX")) {
            throw new IllegalArgumentException(T.format("setting.route", config.route()));
        }
        return config.route();
    }

    private static BigDecimal percent(String text) {
        if (!text.strip().matches("\\d(\\.\\d{1,6})?")) {
            throw new IllegalArgumentException(T.format("setting.percent", text));
        }
        return new BigDecimal(text.strip()).movePointLeft(2);
    }

    private static URI uri(String text, String otherwise, String scheme) {
        if (text.isBlank()) {
            return URI.create(otherwise);
        }
        if (!text.strip().matches(scheme + "s?://[\\w.-]+(:\\d{1,5})?/?")) {
            throw new IllegalArgumentException(T.format("setting.url", scheme, text));
        }
        return URI.create(text.strip().replaceAll("/$", ""));
    }
}
