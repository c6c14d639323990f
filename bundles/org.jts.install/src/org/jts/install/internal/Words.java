package org.jts.install.internal;

import org.jts.api.text.Texts;

/** What the installer says. */
public final class Words {

    public static final Texts T = Texts.of(Words.class);

    private Words() {
    }
}
