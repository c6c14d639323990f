package org.jts.exchange.internal;

/** One account's side of a trade. */
record Fill(long trade, OrderEntry order, long price, long quantity, long commission, long tax, long time) {
}
