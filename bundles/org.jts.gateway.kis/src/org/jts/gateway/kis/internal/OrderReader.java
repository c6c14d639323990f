package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.limit.Lane;
import org.jts.api.order.OrderEvent;
import org.jts.api.time.TimeSource;

/** Reads the broker's list of orders, page by page, into the book. The one list that both environments have. */
final class OrderReader {

    static final String OPEN = "02";
    static final String FILLED = "01";
    static final String ALL = "00";
    private static final int MOST_DAYS = 89;
    private static final int MOST_PAGES = 200;
    /** Paging keys of Korean lists, and of those of foreign shares. */
    static final int KEY = 100;
    static final int LONG_KEY = 200;

    private final KisRest rest;
    private final FillBook book;
    private final TimeSource time;
    private volatile BiConsumer<AccountId, List<OrderEvent>> teller = (account, events) -> { };
    private final boolean paper;
    private final Routes routes;

    OrderReader(KisRest rest, FillBook book, TimeSource time, boolean paper, Routes routes) {
        this.routes = routes;
        this.paper = paper;
        this.rest = rest;
        this.book = book;
        this.time = time;
    }

    /** Tells whoever listens to an account what a list says that nobody knew, whoever asked for it. */
    void tellTo(BiConsumer<AccountId, List<OrderEvent>> listeners) {
        teller = listeners;
    }

    /** The rows, and what was not known of them. */
    record Listed(List<OrderRow> rows, List<OrderEvent> events) {

        void add(Listed more) {
            rows.addAll(more.rows);
            events.addAll(more.events);
        }
    }

    /**
     * @param since  the first day; the broker keeps older ones than three months elsewhere
     * @param which  {@link #ALL}, {@link #FILLED} or {@link #OPEN}
     * @param number of one order; empty for all
     */
    Listed read(AccountId account, LocalDate since, String which, String number)
            throws BrokerException, InterruptedException {
        Instant now = time.now();
        LocalDate today = Clock.today(now);
        LocalDate first = since.isBefore(today.minusDays(MOST_DAYS)) ? today.minusDays(MOST_DAYS)
                : since.isAfter(today) ? today : since;
        Map<String, String> fields = account(account);
        fields.put("INQR_STRT_DT", Clock.day(first));
        fields.put("INQR_END_DT", Clock.day(today));
        fields.put("SLL_BUY_DVSN_CD", "00");
        fields.put("PDNO", "");
        fields.put("ORD_GNO_BRNO", "");
        fields.put("ODNO", number);
        fields.put("CCLD_DVSN", which);
        fields.put("INQR_DVSN", "01");
        fields.put("INQR_DVSN_1", "");
        fields.put("INQR_DVSN_3", "00");
        fields.put("EXCG_ID_DVSN_CD", paper ? "KRX" : "ALL");
        List<OrderRow> rows = new ArrayList<>();
        List<OrderEvent> events = new ArrayList<>();
        for (Node row : pages(T.get("what.orders"), KisRest.Call.of("inquire-daily-ccld", Lane.ACCOUNT, fields)
                .role("within_3m"), "output1", KEY)) {
            OrderRow read = OrderRow.read(row);
            rows.add(read);
            routes.went(read.name(), row.text("excg_id_dvsn_cd"));
            events.addAll(book.listed(account, read, time.now()));
        }
        teller.accept(account, events);
        return new Listed(rows, events);
    }

    /** How one order stands. */
    void read(AccountId account, OrderName name) throws BrokerException, InterruptedException {
        if (name.us()) {
            us(account, name.day());
        } else {
            read(account, name.day(), ALL, name.number());
        }
    }

    /** What is known of a market since that day. */
    Listed read(AccountId account, boolean us, LocalDate since) throws BrokerException, InterruptedException {
        return us ? us(account, since) : read(account, since, ALL, "");
    }

    /**
     * Orders in the United States, all of them: the paper service takes no filters, and by number nobody can ask.
     *
     * @param since the first day, in New York
     */
    Listed us(AccountId account, LocalDate since) throws BrokerException, InterruptedException {
        LocalDate today = time.now().atZone(Venue.NEW_YORK).toLocalDate();
        LocalDate first = since.isBefore(today.minusDays(MOST_DAYS)) ? today.minusDays(MOST_DAYS)
                : since.isAfter(today) ? today : since;
        String all = paper ? "" : "%";
        Map<String, String> fields = account(account);
        fields.put("PDNO", all);
        fields.put("ORD_STRT_DT", Clock.day(first));
        fields.put("ORD_END_DT", Clock.day(today));
        fields.put("SLL_BUY_DVSN", "00");
        fields.put("CCLD_NCCS_DVSN", "00");
        fields.put("OVRS_EXCG_CD", all);
        fields.put("SORT_SQN", "DS"); // here that is the oldest first
        fields.put("ORD_DT", "");
        fields.put("ORD_GNO_BRNO", "");
        fields.put("ODNO", "");
        List<OrderRow> rows = new ArrayList<>();
        List<OrderEvent> events = new ArrayList<>();
        for (Node row : pages(T.get("what.orders"), KisRest.Call.of("overseas-stock/inquire-ccnl", Lane.ACCOUNT,
                fields), "output", LONG_KEY)) {
            OrderRow read = row.text("odno").isEmpty() ? null : OrderRow.us(row);
            if (read != null) {
                rows.add(read);
                events.addAll(book.listed(account, read, time.now()));
            }
        }
        teller.accept(account, events);
        return new Listed(rows, events);
    }

    /** All rows of a list that comes in pages. */
    List<Node> pages(String what, KisRest.Call call, String block, int width)
            throws BrokerException, InterruptedException {
        String condition = "CTX_AREA_FK" + width;
        String position = "CTX_AREA_NK" + width;
        List<Node> rows = new ArrayList<>();
        KisRest.Call page = call.next(Map.of(condition, "", position, ""));
        page = new KisRest.Call(page.api(), page.role(), page.fields(), page.lane(), "");
        for (int i = 0; i < MOST_PAGES; i++) {
            KisReply reply = rest.read(what, page);
            rows.addAll(reply.body().rows(block));
            if (!reply.hasMore()) {
                break;
            }
            page = page.next(Map.of(condition, reply.body().raw(condition), position, reply.body().raw(position)));
        }
        return rows;
    }

    static Map<String, String> account(AccountId account) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("CANO", account.value().substring(0, 8));
        fields.put("ACNT_PRDT_CD", account.value().substring(9));
        return fields;
    }
}
