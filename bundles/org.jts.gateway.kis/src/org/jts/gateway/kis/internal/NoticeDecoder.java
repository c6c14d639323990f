package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Base64;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Side;

/** Decrypts and reads notices of orders. */
final class NoticeDecoder {

    /** What a notice tells. */
    enum Kind {
        ACCEPTED, FILLED, CHANGED, CANCELLED, KILLED, REFUSED
    }

    /**
     * A notice.
     *
     * @param number   of the order
     * @param original of the order that was changed or cancelled; empty for none
     * @param quantity traded; of other notices what the order is for
     * @param price    of a trade, else 0
     * @param time     in Korea; null when it was not told
     * @param route    the exchange that the order was sent to; empty when it was not told
     * @param whole    as it came, to tell a notice that comes twice
     */
    record Notice(Kind kind, AccountId account, String number, String original, Side side, String division,
            SymbolId symbol,
            BigDecimal quantity, BigDecimal price, LocalTime time, BigDecimal orderQuantity, BigDecimal orderPrice,
            BigDecimal stopPrice, String branch, String route, String whole) {

        /** The day is not told: it is today, or yesterday when its time is still to come. */
        Instant at(Instant now) {
            if (time == null) {
                return Instant.ofEpochSecond(now.getEpochSecond());
            }
            Instant today = Clock.at(Clock.today(now), time);
            return today.isAfter(now.plus(CLOCKS)) ? today.minus(Duration.ofDays(1)) : today;
        }
    }

    private static final int ACCOUNT_DIGITS = 8;
    /** What clocks may differ. */
    private static final Duration CLOCKS = Duration.ofHours(1);
    /** Prices of foreign notices have their point where nobody sees it: in the United States before the last four. */
    private static final int US_DECIMALS = 4;
    /** {@code ORD_EXG_GB}: of orders that the broker routes, to which of the two exchanges makes no difference here. */
    private static final Map<String, String> ROUTES = Map.of("1", "KRX", "2", "NXT", "3", "SOR", "4", "SOR");
    private static final Map<String, Venue> US_MARKETS = Map.of("6", Venue.NASDAQ, "7", Venue.NYSE, "8", Venue.AMEX);

    private NoticeDecoder() {
    }

    /** @throws BrokerException of category DATA; nothing of the payload is in it */
    static String decrypt(String payload, Secret key, Secret iv) throws BrokerException {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key.reveal().getBytes(StandardCharsets.US_ASCII),
                    "AES"), new IvParameterSpec(iv.reveal().getBytes(StandardCharsets.US_ASCII)));
            return new String(cipher.doFinal(Base64.getDecoder().decode(payload)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("notice.cipher", e.getClass().getSimpleName()));
        }
    }

    /** The layout follows from how many values there are: that before 2025 was shorter. */
    static Layout layout(Frame plain) {
        if (isForeign(plain.id())) {
            return Layout.US_NOTICE;
        }
        int width = (int) (plain.payload().chars().filter(c -> c == '^').count() + 1) / plain.count();
        return width < Layout.NOTICE.least() ? Layout.OLD_NOTICE : Layout.NOTICE;
    }

    /** Whether the channel tells of orders for foreign shares. */
    static boolean isForeign(String channel) {
        return channel.startsWith("H0GSCNI");
    }

    /** @return null for an order of a market that is not read here */
    static Notice notice(Frame.Row row, Layout layout) throws BrokerException {
        try {
            return layout == Layout.US_NOTICE ? us(row) : domestic(row, layout);
        } catch (IllegalArgumentException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("frame.value", layout == Layout.US_NOTICE
                    ? "H0GSCNI0" : "H0STCNI0", e.getMessage()), e);
        }
    }

    private static AccountId account(String digits) {
        if (!digits.matches("\\d{10}")) {
            throw new IllegalArgumentException("ACNT_NO: " + Node.shown(digits));
        }
        return new AccountId(digits.substring(0, ACCOUNT_DIGITS) + "-" + digits.substring(ACCOUNT_DIGITS));
    }

    private static Notice us(Frame.Row row) throws BrokerException {
        Layout layout = Layout.US_NOTICE;
        Venue venue = US_MARKETS.get(row.text(layout.at("ODER_COND")));
        if (venue == null) {
            return null;
        }
        String hour = row.text(layout.at("STCK_CNTG_HOUR"));
        return new Notice(kind(row, layout), account(row.text(layout.at("ACNT_NO"))),
                OrderName.number(row.text(layout.at("ODER_NO"))),
                OrderName.original(row.text(layout.at("OODER_NO"))),
                row.text(layout.at("SELN_BYOV_CLS")).equals("01") ? Side.SELL : Side.BUY, "00",
                venue.symbol(row.text(layout.at("STCK_SHRN_ISCD"))), row.number(layout.at("CNTG_QTY")),
                KnownOrder.plain(row.number(layout.at("CNTG_UNPR")).movePointLeft(US_DECIMALS)),
                hour.isEmpty() || hour.equals("(null)") ? null : Clock.time("STCK_CNTG_HOUR", hour),
                row.number(layout.at("ODER_QTY")), BigDecimal.ZERO, BigDecimal.ZERO,
                row.text(layout.at("BRNC_NO")), "", row.whole());
    }

    private static Notice domestic(Frame.Row row, Layout layout) throws BrokerException {
        String number = OrderName.number(row.text(layout.at("ODER_NO")));
        return new Notice(kind(row, layout), account(row.text(layout.at("ACNT_NO"))), number,
                OrderName.original(row.text(layout.at("OODER_NO"))),
                row.text(layout.at("SELN_BYOV_CLS")).equals("01") ? Side.SELL : Side.BUY,
                row.text(layout.at("ODER_KIND")), Venue.KRX.symbol(row.text(layout.at("STCK_SHRN_ISCD"))),
                row.number(layout.at("CNTG_QTY")), row.number(layout.at("CNTG_UNPR")),
                Clock.time("STCK_CNTG_HOUR", row.text(layout.at("STCK_CNTG_HOUR"))),
                row.number(layout.at("ODER_QTY")), row.number(layout.at("ODER_PRC")),
                layout == Layout.NOTICE ? row.number(layout.at("ORD_COND_PRC")) : BigDecimal.ZERO,
                row.text(layout.at("BRNC_NO")), layout == Layout.NOTICE ? ROUTES.getOrDefault(row.text(layout.at(
                        "ORD_EXG_GB")), "") : "", row.whole());
    }

    private static Kind kind(Frame.Row row, Layout layout) {
        if (row.text(layout.at("RFUS_YN")).equals("1")) {
            return Kind.REFUSED;
        }
        if (row.text(layout.at("CNTG_YN")).equals("2")) {
            return Kind.FILLED;
        }
        if (row.text(layout.at("ACPT_YN")).equals("3")) {
            return Kind.KILLED;
        }
        boolean confirmed = row.text(layout.at("ACPT_YN")).equals("2");
        return switch (row.text(layout.at("RCTF_CLS"))) {
            case "1" -> confirmed ? Kind.CHANGED : Kind.ACCEPTED;
            case "2" -> confirmed ? Kind.CANCELLED : Kind.ACCEPTED;
            default -> Kind.ACCEPTED;
        };
    }
}
