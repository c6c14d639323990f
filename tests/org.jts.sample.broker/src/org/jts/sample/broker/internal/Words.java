package org.jts.sample.broker.internal;

import org.jts.api.text.Texts;

/** What this broker says to the trader, in the trader's language. */
final class Words {

    static final Texts T = Texts.of(Words.class);

    private Words() {
    }
}
