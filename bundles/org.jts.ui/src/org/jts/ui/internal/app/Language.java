package org.jts.ui.internal.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.eclipse.core.runtime.Platform;
import org.jts.ui.internal.Preferences;

/** The language of the window: what the command line says, else what the user chose, else what the system speaks. */
public final class Language {
    /** Languages with texts of our own, in the order of the menu. */
    public static final List<Locale> OFFERED = List.of(Locale.KOREAN, Locale.ENGLISH);

    private static final String KEY = "language";

    private Language() {
    }

    /** Makes the user's choice the language of this run; to be called before the first text is read. */
    static void apply() {
        String chosen = Preferences.node().get(KEY, "");
        boolean onCommandLine = Arrays.asList(Platform.getCommandLineArgs()).contains("-nl");
        if (!chosen.isEmpty() && !onCommandLine) {
            Locale.setDefault(Locale.of(chosen, Locale.getDefault().getCountry()));
        }
    }

    /** The language that is shown now. */
    public static Locale current() {
        return Locale.getDefault().getLanguage().equals("ko") ? Locale.KOREAN : Locale.ENGLISH;
    }

    /** Remembers a language for the next start. */
    public static void choose(Locale language) {
        Preferences.node().put(KEY, language.getLanguage());
        Preferences.flush();
    }
}
