package org.jts.gateway.kis.internal;

import org.jts.api.text.Texts;

/** What the gateway says to the trader, in the trader's language. The broker's own words stay as they are. */
final class Words {

    static final Texts T = Texts.of(Words.class);

    private Words() {
    }
}
