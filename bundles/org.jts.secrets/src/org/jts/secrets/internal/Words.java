package org.jts.secrets.internal;

import org.jts.api.text.Texts;

/** Texts in the language of the workstation. */
final class Words {

    static final Texts T = Texts.of(Words.class);

    private Words() {
    }
}
