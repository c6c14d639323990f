package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;

import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
import org.jts.api.secret.SecretStore;
import org.jts.kis.catalog.KisEnvironment;

/**
 * Settings that hold together.
 *
 * @param environment which of the broker's services
 * @param keys        of the customer; the first is that of the accounts, the others carry real-time prices
 * @param accounts    the first is the default
 * @param htsId       where notices of orders go; empty for none
 * @param markets     what is traded
 * @param route       exchange of orders in Korea: KRX, NXT or SOR
 * @param fees        what trading costs
 * @param usSlippage  how far through the last price a market order in the United States goes, as a part of it; 0 for no
 *                    market orders
 * @param hashkey     whether order bodies get a hash
 * @param rest        host of the calls
 * @param stream      host of the WebSocket
 * @param trusted     whom to trust beside the usual authorities; empty for none
 * @param master      where the broker's symbol files are
 */
record KisSettings(KisEnvironment environment, List<KeyPair> keys, List<Account> accounts, String htsId,
        Markets markets, String route, FeeRates fees, BigDecimal usSlippage, boolean hashkey, URI rest, URI stream,
        Optional<SSLContext> trusted, Master master) {

    private static final String REAL_REST = "https://openapi.koreainvestment.com:9443";
    private static final String PAPER_REST = "https://openapivts.koreainvestment.com:29443";
    private static final String REAL_STREAM = "ws://ops.koreainvestment.com:21000";
    private static final String PAPER_STREAM = "ws://ops.koreainvestment.com:31000";
    private static final String MASTER = "https://new.real.download.dws.co.kr/common/master";
    private static final String MASTER_PATH = "/common/master";
    /** Product codes of accounts that hold shares: usual ones, and those for saving for a pension. */
    private static final String SHARES = "01|02|21|22";

    /** An app key and its secret. */
    record KeyPair(Secret key, Secret secret) {
    }

    /** @param folder that has the files; empty to fetch them from {@code address} and keep them */
    record Master(URI address, Optional<Path> folder) {
    }

    /**
     * @param secrets finds what references name
     * @throws IllegalArgumentException that says what was expected and what was found, and holds no secret
     */
    static KisSettings of(KisConfig config, SecretStore secrets) {
        boolean real = config.environment().equals("real");
        Markets markets = Markets.named(config.markets()).orElseThrow(() -> new IllegalArgumentException(T.format(
                "setting.markets", config.markets())));
        URI rest = uri(config.url_rest(), real ? REAL_REST : PAPER_REST, "http");
        String master = config.url_rest().isBlank() ? MASTER : rest + MASTER_PATH;
        return new KisSettings(real ? KisEnvironment.REAL : KisEnvironment.PAPER, keys(config, secrets),
                accounts(config.accounts(), real ? AccountType.LIVE : AccountType.PAPER, markets),
                config.hts_id().strip(), markets, route(config, real),
                new FeeRates(percent(config.fee_commission()), percent(config.fee_tax()), percent(config.fee_us())),
                percent(config.us_slippage()), config.hashkey(), rest,
                uri(config.url_stream(), real ? REAL_STREAM : PAPER_STREAM, "ws"),
                Optional.of(config.tls_trust().strip()).filter(f -> !f.isEmpty()).map(f -> Trust.of(Path.of(f))),
                new Master(URI.create(config.master_url().isBlank() ? master : config.master_url().strip()),
                        Optional.of(config.master_folder().strip()).filter(f -> !f.isEmpty()).map(Path::of)));
    }

    boolean paper() {
        return environment == KisEnvironment.PAPER;
    }

    KeyPair key() {
        return keys.getFirst();
    }

    boolean has(AccountId account) {
        return accounts.stream().anyMatch(a -> a.id().equals(account));
    }

    /** The same customer by another of the keys. */
    KisSettings with(KeyPair other) {
        return new KisSettings(environment, List.of(other), accounts, htsId, markets, route, fees, usSlippage, hashkey,
                rest, stream, trusted, master);
    }

    /** Who speaks to the broker trusts whom the settings name. */
    HttpClient.Builder client() {
        HttpClient.Builder client = HttpClient.newBuilder();
        trusted.ifPresent(client::sslContext);
        return client;
    }

    /** Names app key and environment, and tells nothing of either. */
    String keyName() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((environment + " " + key().key().reveal())
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected every Java to have SHA-256", e);
        }
    }

    private static List<KeyPair> keys(KisConfig config, SecretStore secrets) {
        List<KeyPair> keys = new ArrayList<>();
        keys.add(pair(config.app_key(), config.app_secret(), secrets));
        for (String text : config.more_keys()) {
            String[] parts = text.strip().split("\\s*,\\s*");
            if (parts.length != 2) {
                throw new IllegalArgumentException(T.get("setting.moreKeys"));
            }
            keys.add(pair(parts[0], parts[1], secrets));
        }
        long different = keys.stream().map(k -> k.key().reveal()).distinct().count();
        if (different < keys.size()) {
            throw new IllegalArgumentException(T.format("setting.sameKey", keys.size(), different));
        }
        return List.copyOf(keys);
    }

    private static KeyPair pair(String key, String secret, SecretStore secrets) {
        return new KeyPair(Secret.resolve(T.get("setting.appKey"), key, secrets), Secret.resolve(T.get(
                "setting.appSecret"), secret, secrets));
    }

    private static List<Account> accounts(String[] texts, AccountType type, Markets markets) {
        List<Account> accounts = new ArrayList<>();
        for (String text : texts) {
            String[] parts = text.strip().split(":", 2);
            if (!parts[0].matches("\\d{8}-\\d{2}")) {
                throw new IllegalArgumentException(T.format("setting.account", text));
            }
            if (!parts[0].substring(9).matches(SHARES)) {
                throw new IllegalArgumentException(T.format("setting.product", parts[0]));
            }
            String name = parts.length > 1 && !parts[1].isBlank() ? parts[1].strip() : parts[0];
            accounts.add(new Account(new AccountId(parts[0]), name, type, markets.home(), accounts.isEmpty()));
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
