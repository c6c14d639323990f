package org.jts.checks;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderWayRuleTest {
    private static final String CALL = "class A { Object a(Object r) { return broker.gateway()\n.place(r); } }";

    private final OrderWayRule rule = new OrderWayRule();

    @TempDir
    private Path root;

    @Test
    void theDeskAndWhatConnectsGatewaysMayCallThem() {
        Expect.none(sample("org.jts.trading", CALL).findings(rule));
        Expect.none(sample("org.jts.gateway.sample", CALL).findings(rule));
    }

    @Test
    void anybodyElseIsFound() {
        Expect.one(sample("org.jts.ui.sample", CALL).findings(rule), "A.java", "OrderDesk", "place");
    }

    @Test
    void aCallInTheBrokersOwnWordsIsAnOrderToo() {
        Expect.one(sample("org.jts.ui.sample", CALL.replace("place(", "call(")).findings(rule), "A.java", "OrderDesk",
            "call");
    }

    @Test
    void theDeskIsNoGateway() {
        Expect.none(sample("org.jts.ui.sample", "class A { Object a(Object d) { return desk.place(d); } }")
            .findings(rule));
    }

    private Sample sample(String bundle, String source) {
        return new Sample(root).bundle(bundle).file("bundles/" + bundle + "/src/A.java", source);
    }
}
