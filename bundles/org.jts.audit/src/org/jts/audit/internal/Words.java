package org.jts.audit.internal;

import org.jts.api.text.Texts;

/** What the audit trail says to the trader, in the trader's language. */
final class Words {

    static final Texts T = Texts.of(Words.class);

    private Words() {
    }
}
