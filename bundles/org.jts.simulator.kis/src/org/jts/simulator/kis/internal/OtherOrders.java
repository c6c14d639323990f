package org.jts.simulator.kis.internal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.order.RejectReason;
import org.jts.kis.catalog.KisApi;
import org.jts.simulator.kis.KisFaults;

/** Takes orders on credit, and those that the exchange does not play: they get a number, nothing becomes of them. */
final class OtherOrders {

    /** Hong Kong, Shanghai, Shenzhen, Tokyo, Hanoi and Ho Chi Minh. */
    private static final Set<String> EXCHANGES = Set.of("SEHK", "SHAA", "SZAA", "TKSE", "HASE", "VNSE");
    private static final Set<String> NUMBERS = Set.of("ODNO", "OVRS_RSVN_ODNO", "RSVN_ORD_SEQ");

    private final World world;
    private final OrderDesk orders;
    private final KisFaults faults;
    private final List<String> taken = new CopyOnWriteArrayList<>();

    OtherOrders(World world, OrderDesk orders, KisFaults faults) {
        this.faults = faults;
        this.world = world;
        this.orders = orders;
    }

    /** Whether an order for foreign shares is one for another country than the United States, by id and exchange. */
    static boolean isElsewhere(KisApi api, Incoming in) {
        boolean isUs = api.realIds().entrySet().stream().anyMatch(e -> e.getKey().startsWith("us") && in.isRole(api,
                e.getKey()));
        return EXCHANGES.contains(in.field("OVRS_EXCG_CD")) && !isUs && !api.name().contains("daytime");
    }

    Reply order(KisApi api, Incoming in) {
        if (orders.refuses()) {
            return orders.refuse(RejectReason.OTHER);
        }
        note(api, in);
        Map<String, Object> body = Filler.answer(api, world.now());
        body.values().forEach(this::number);
        return Reply.of(body);
    }

    /** Traded like all shares, with the money of the account: no loan is kept. */
    Reply onCredit(KisApi api, Incoming in) {
        Reply reply = orders.order(api, in);
        if (Objects.equals(reply.body().get("rt_cd"), "0")) {
            note(api, in);
        }
        return reply;
    }

    private void note(KisApi api, Incoming in) {
        taken.add(api.name() + " " + in.trId() + " " + in.body());
    }

    private void number(Object block) {
        if (block instanceof List<?> rows) {
            rows.forEach(this::number);
        } else if (block instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked")
            Map<String, Object> record = (Map<String, Object>) block;
            record.replaceAll((name, value) -> NUMBERS.contains(name) ? world.ledger.number()
                    : name.equals("KRX_FWDG_ORD_ORGNO") ? OrderDesk.BRANCH
                            : name.equals("NRML_PRCS_YN") ? faults.leavesReserved() ? "N" : "Y" : value);
        }
    }

    /** Each as its interface, transaction id and body, oldest first. */
    List<String> taken() {
        return List.copyOf(taken);
    }
}
