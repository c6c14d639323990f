package org.jts.ui.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;

/**
 * The texts of a bundle in the user's language: {@code messages.properties} (English) and
 * {@code messages_<language>.properties} beside a class, in UTF-8.
 * <p>
 * Keys are literals where they are used, so that the build can check that each is there in every language.
 *
 * <pre>{@code private static final Texts T = Texts.of(OrdersView.class);
 * label.setText(T.format("orders.count", orders.size()));}</pre>
 *
 * @since 1.0
 */
public final class Texts {
    private final String origin;
    private final Locale locale;
    private final Properties texts;

    private Texts(String origin, Locale locale, Properties texts) {
        this.origin = origin;
        this.locale = locale;
        this.texts = texts;
    }

    /** The texts beside {@code type}, in the language of the workstation. */
    public static Texts of(Class<?> type) {
        return of(type, Locale.getDefault());
    }

    /** The texts beside {@code type}, in the given language; English where that language lacks one. */
    public static Texts of(Class<?> type, Locale locale) {
        Properties texts = new Properties();
        if (!load(type, "messages.properties", texts)) {
            throw new IllegalStateException(
                    "texts: expected messages.properties beside %s, found none".formatted(type.getName()));
        }
        load(type, "messages_" + locale.getLanguage() + ".properties", texts);
        return new Texts(type.getPackageName(), locale, texts);
    }

    /** @throws IllegalArgumentException when there is no such text */
    public String get(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("texts: expected %s in messages.properties of %s, found none"
                    .formatted(key, origin));
        }
        return text;
    }

    /**
     * The text with {@code {0}}, {@code {1}} … replaced as {@link MessageFormat} does: a single quote is written twice.
     */
    public String format(String key, Object... args) {
        return new MessageFormat(get(key), locale).format(args);
    }

    private static boolean load(Class<?> type, String file, Properties into) {
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
