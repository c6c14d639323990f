package org.jts.ratelimit.redis.internal;

import org.jts.api.text.Texts;

/** What this bundle says to the trader, in the trader's language. */
final class Words {

    static final Texts T = Texts.of(Words.class);

    private Words() {
    }
}
