package org.jts.exchange.internal;

import org.jts.api.text.Texts;

/**
 * What the exchange says of orders, in the language of the process. Values take their places as {@link String#format}
 * does it, which is quicker than a message format: refusals are many when orders are.
 */
final class Words {

    static final Texts T = Texts.of(Words.class);

    private Words() {
    }
}
