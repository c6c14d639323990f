package org.jts.api.gateway;

/**
 * What a gateway may be able to do beside connecting, listing accounts and symbols, balances and positions. @since 1.0
 */
public enum Feature {
    QUOTE,
    QUOTE_STREAM,
    ORDER_BOOK,
    ORDER_BOOK_STREAM,
    CANDLES,
    PLACE_ORDER,
    CANCEL_ORDER,
    MODIFY_ORDER,
    /** Open orders can be asked for. */
    OPEN_ORDERS,
    /** Past trades can be asked for. */
    EXECUTIONS,
    /** Order events are pushed; where not, the caller polls. */
    ORDER_STREAM,
    /** The broker carries our client order id and refuses the same one twice. */
    CLIENT_ORDER_ID
}
