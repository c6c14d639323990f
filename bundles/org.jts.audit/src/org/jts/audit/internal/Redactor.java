package org.jts.audit.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes secrets out of what is to be written: by the name of their field, in whatever form it comes (a header, JSON, a
 * form, a query, a record's text), by what a secret looks like, and those that were named. Of account numbers the last
 * four characters stay, so that accounts can be told apart. Thread-safe.
 */
final class Redactor {

    static final String GONE = "***";
    private static final int SHORTEST = 6;
    private static final int MOST = 1_000;
    private static final int SHOWN = 4;

    /** Names of fields, in small letters without anything between them, that end or begin so. */
    private static final String SECRET_NAME =
            "[\\w.-]*(?:passwo?r?d|passphrase|pwd|secret|token|app[-_]?key|api[-_]?key"
            + "|access[-_]?key|private[-_]?key|authori[sz]ation|approval[-_]?key|signature|credential|cookie"
            + "|hash[-_]?key|otp|pin[-_]?code)[\\w.-]*";
    private static final String ACCOUNT_NAME = "(?:cano|[\\w.-]*(?:account|acct|acnt)(?:_?no|_?num(?:ber)?|_?id)?)";
    /** "name": "value", with quotation marks around both. */
    private static final Pattern JSON_SECRET = field("\"(" + SECRET_NAME + ")\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)\"");
    private static final Pattern JSON_NUMBER = field("\"(" + SECRET_NAME + ")\"\\s*:\\s*([^\"\\s,}\\]\\[{]+)");
    private static final Pattern JSON_ACCOUNT = field("\"(" + ACCOUNT_NAME + ")\"\\s*:\\s*\"?([\\w-]+)\"?");
    /** name=value and name: value, as in a form, a query, a header or the text of a record. */
    private static final Pattern PAIR_SECRET = field("(?<![\\w.-])(" + SECRET_NAME
            + ")\\s*[=:]\\s*((?:bearer|basic)\\s+)?"
            + "([^\\s&,;\\]})\"]+)");
    private static final Pattern PAIR_ACCOUNT = field("(?<![\\w.-])(" + ACCOUNT_NAME + ")\\s*[=:]\\s*([\\w-]+)");
    private static final Pattern BEARER = field("\\b(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}");
    /** Three parts of base64, the first of which begins as every JSON object does. */
    private static final Pattern JWT = Pattern.compile("\\beyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
    /** The user, and the password with it, of an address. */
    private static final Pattern USER = Pattern.compile("//[^/@\\s]++@");
    private static final Pattern NAME = field(SECRET_NAME);
    private static final Pattern ACCOUNT = field(ACCOUNT_NAME);

    /** Each name of a secret has one of them in it, so that a text without any needs no search. */
    private static final List<Stem> SECRET_STEMS = Stem.all("pass", "pwd", "secret", "token", "key", "authori",
            "signature", "credential", "cookie", "otp", "pin");
    /** The same for names of accounts. */
    private static final List<Stem> ACCOUNT_STEMS = Stem.all("cano", "account", "acct", "acnt");
    private static final List<Stem> KINDS_OF_AUTHORIZATION = Stem.all("bearer", "basic");
    private static final String JWT_BEGIN = "eyJ";
    private static final String USER_BEGIN = "//";
    private static final long AFTER_NAME = Signs.in("=:");
    private static final long QUOTED = Signs.in("\"");
    /** Most texts are a number or a word, and need no search. */
    private static final long WORTH_A_SEARCH = AFTER_NAME | Signs.in(" .");

    /** @param text in small letters */
    private record Stem(String text, long signs) {

        static List<Stem> all(String... texts) {
            return Stream.of(texts).map(text -> new Stem(text, Signs.in(text))).toList();
        }

        boolean mayBeIn(long signsOfText) {
            return (signsOfText & signs) == signs;
        }
    }

    /** What the name of a field says of its value. */
    private enum Meaning { SECRET, ACCOUNT, TEXT }

    /** Names of fields are few, and the same ones again and again; more than some are not kept. */
    private final Map<String, Meaning> meanings = new ConcurrentHashMap<>();
    /** Longest first: one may be a part of another. */
    private final List<String> named = new CopyOnWriteArrayList<>();

    private static Pattern field(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    void add(String secret) {
        if (secret.length() < SHORTEST || named.contains(secret)) {
            return;
        }
        synchronized (named) {
            if (named.size() == MOST) {
                named.remove(named.size() - 1);
            }
            named.add(secret);
            named.sort(Comparator.comparing(String::length).reversed());
        }
    }

    /** Names every value whose name says that it is a secret: of environment variables, which settings refer to. */
    void addNamed(Map<String, String> values) {
        values.forEach((name, value) -> {
            if (NAME.matcher(name).matches()) {
                add(value);
            }
        });
    }

    /** The value of a field as it may be written. */
    String value(String name, String value) {
        return switch (meaning(name)) {
            case SECRET -> value.isEmpty() ? value : GONE;
            case ACCOUNT -> masked(text(value));
            case TEXT -> text(value);
        };
    }

    private Meaning meaning(String name) {
        Meaning known = meanings.get(name);
        if (known != null) {
            return known;
        }
        Meaning found = NAME.matcher(name).matches() ? Meaning.SECRET
                : ACCOUNT.matcher(name).matches() ? Meaning.ACCOUNT : Meaning.TEXT;
        if (meanings.size() < MOST) {
            meanings.put(name, found);
        }
        return found;
    }

    /** Any text as it may be written. */
    String text(String text) {
        String clean = text;
        for (String secret : named) {
            if (secret.length() <= clean.length()) {
                clean = clean.replace(secret, GONE);
            }
        }
        long signs = clean.length() > SHORTEST ? Signs.in(clean) : 0;
        if ((signs & WORTH_A_SEARCH) == 0) {
            return clean;
        }
        if ((signs & AFTER_NAME) != 0) {
            clean = fields(clean, signs);
        }
        if (hasAny(clean, signs, KINDS_OF_AUTHORIZATION)) {
            clean = BEARER.matcher(clean).replaceAll("$1 " + GONE);
        }
        if (clean.contains(USER_BEGIN)) {
            clean = USER.matcher(clean).replaceAll("//" + GONE + "@");
        }
        return clean.contains(JWT_BEGIN) ? JWT.matcher(clean).replaceAll(GONE) : clean;
    }

    private static String fields(String text, long signs) {
        String clean = text;
        boolean secrets = hasAny(text, signs, SECRET_STEMS);
        boolean accounts = hasAny(text, signs, ACCOUNT_STEMS);
        boolean quoted = (signs & QUOTED) != 0;
        if (secrets && quoted) {
            clean = JSON_SECRET.matcher(clean).replaceAll("\"$1\":\"" + GONE + "\"");
            clean = JSON_NUMBER.matcher(clean).replaceAll("\"$1\":\"" + GONE + "\"");
        }
        if (accounts && quoted) {
            clean = JSON_ACCOUNT.matcher(clean).replaceAll(m -> quoted("\"" + m.group(1) + "\":\""
                    + masked(m.group(2))) + "\"");
        }
        if (secrets) {
            clean = PAIR_SECRET.matcher(clean).replaceAll("$1=" + GONE);
        }
        return accounts ? PAIR_ACCOUNT.matcher(clean).replaceAll(m -> quoted(m.group(1) + "=" + masked(m.group(2))))
                : clean;
    }

    /** @param signs of the text: a word whose letters are not all there needs no search */
    private static boolean hasAny(String text, long signs, List<Stem> stems) {
        String small = null;
        for (Stem stem : stems) {
            if (stem.mayBeIn(signs)) {
                small = small == null ? text.toLowerCase(Locale.ROOT) : small;
                if (small.contains(stem.text())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }

    private static String masked(String account) {
        return account.length() <= SHOWN ? account : GONE + account.substring(account.length() - SHOWN);
    }
}
