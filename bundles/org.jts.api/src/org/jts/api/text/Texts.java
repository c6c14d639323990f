package org.jts.api.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a bundle says to the trader, in the language of the workstation: {@code messages.properties} (English) and
 * {@code messages_<language>.properties} beside a class, in UTF-8. For bundles without a window, gateways among them:
 * notices, reasons of states and outcomes, and messages of exceptions are made with it where they come into being, so
 * that nobody on their way to the screen has to know where they are from. A broker's own words stay as they are.
 * <p>
 * Keys are literals where they are used, so that the build can check that each is there in every language. The language
 * is the process' default locale at the time of each call. Immutable, thread-safe.
 *
 * <pre>{@code private static final Texts T = Texts.of(MyGateway.class);
 * throw new BrokerException(ErrorCategory.NETWORK, T.format("connect.refused", host));}</pre>
 *
 * @since 1.0
 */
public final class Texts {

    private final Class<?> type;
    private final Map<String, Properties> byLanguage = new ConcurrentHashMap<>();

    private Texts(Class<?> type) {
        this.type = type;
    }

    /**
     * The texts beside {@code type}.
     *
     * @throws IllegalStateException when there is no {@code messages.properties} beside it
     */
    public static Texts of(Class<?> type) {
        Texts texts = new Texts(type);
        texts.in(Locale.getDefault());
        return texts;
    }

    /**
     * @return the text, as it is written in the file; English where the language lacks it
     * @throws IllegalArgumentException when there is no such text
     */
    public String get(String key) {
        String text = in(Locale.getDefault()).getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("texts: expected %s in messages.properties of %s, found none"
                    .formatted(key, type.getPackageName()));
        }
        return text;
    }

    /**
     * The text with {@code {0}}, {@code {1}} … replaced as {@link MessageFormat} does: a single quote is written twice,
     * and numbers get the language's separators. What must be read exactly, such as a price, comes as a text.
     *
     * @throws IllegalArgumentException when there is no such text
     */
    public String format(String key, Object... args) {
        String text = get(key);
        String simple = replaced(text, args);
        return simple != null ? simple : new MessageFormat(text, Locale.getDefault()).format(args);
    }

    /**
     * What a format would make of a text that has nothing but places for texts, and single quotes: to read it as a
     * format takes many times as long, and orders wait for it.
     *
     * @return null where a format is needed
     */
    private static String replaced(String text, Object[] args) {
        StringBuilder out = new StringBuilder(text.length() + 32);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\'' && at + 1 < text.length() && text.charAt(at + 1) == '\'') {
                out.append(c);
                at++;
            } else if (c == '{' && isTextPlace(text, at, args)) {
                out.append(args[text.charAt(at + 1) - '0']);
                at += 2;
            } else if (c == '\'' || c == '{') {
                return null;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Whether a text follows in braces; numbers and dates are written as the language writes them. */
    private static boolean isTextPlace(String text, int at, Object[] args) {
        int place = at + 2 < text.length() && text.charAt(at + 2) == '}' ? text.charAt(at + 1) - '0' : -1;
        return place >= 0 && place < Math.min(args.length, 10) && !(args[place] instanceof Number)
                && !(args[place] instanceof Date);
    }

    private Properties in(Locale locale) {
        return byLanguage.computeIfAbsent(locale.getLanguage(), this::load);
    }

    private Properties load(String language) {
        Properties texts = new Properties();
        if (!load("messages.properties", texts)) {
            throw new IllegalStateException(
                    "texts: expected messages.properties beside %s, found none".formatted(type.getName()));
        }
        load("messages_" + language + ".properties", texts);
        return texts;
    }

    private boolean load(String file, Properties into) {
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in == null) {
                return false;
            }
            try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                into.load(reader);
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("texts: cannot read %s of %s".formatted(file, type.getPackageName()), e);
        }
    }
}
