package org.jts.install.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * The texts of a feature in the language of the process. One that begins with % is a key of {@code feature.properties},
 * and of {@code feature_ko.properties} for Korean, beside it; both are ISO 8859-1, as p2 reads them.
 */
final class FeatureTexts {

    private final Properties texts = new Properties();

    private FeatureTexts() {
    }

    /** @throws IOException when there are texts that cannot be read */
    static FeatureTexts beside(Path feature) throws IOException {
        FeatureTexts found = new FeatureTexts();
        for (String language : List.of("", "_" + Locale.getDefault().getLanguage())) {
            Path file = feature.resolveSibling("feature" + language + ".properties");
            if (Files.exists(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    found.texts.load(in);
                } catch (IllegalArgumentException e) {
                    throw new IOException(file + ": " + e.getMessage(), e);
                }
            }
        }
        return found;
    }

    /** @return the text as it is when it is no key, or one that stands in no file */
    String of(String text) {
        return text.startsWith("%") ? texts.getProperty(text.substring(1), text) : text;
    }
}
