package org.jts.ui.internal;

import org.jts.ui.kit.Texts;

/** The texts of the shell. */
public final class UiTexts {
    public static final Texts TEXTS = Texts.of(UiTexts.class);

    private UiTexts() {
    }
}
