package org.jts.ui.internal.commands;

import java.util.Locale;

import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.jts.ui.internal.UiTexts;
import org.jts.ui.internal.app.Language;
import org.jts.ui.kit.Texts;

/** Remembers another language and offers to start again, since the texts of open views do not change by themselves. */
public final class LanguageSwitch {
    private LanguageSwitch() {
    }

    public static void to(IWorkbenchWindow window, Locale language) {
        Language.choose(language);
        if (language.equals(Language.current())) {
            return;
        }
        // Asked in the language that was chosen: the present one may be one that the user cannot read.
        Texts texts = Texts.of(UiTexts.class, language);
        int answer = MessageDialog.open(MessageDialog.QUESTION, window.getShell(), texts.get("language.title"),
                texts.get("language.restart"), 0, texts.get("language.restart.now"),
                texts.get("language.restart.later"));
        if (answer == 0) {
            window.getWorkbench().restart();
        }
    }
}
