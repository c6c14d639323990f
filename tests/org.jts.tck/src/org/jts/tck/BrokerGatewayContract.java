package org.jts.tck;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Everything that binds every gateway. An author extends it in a test of the gateway's bundle:
 *
 * <pre>{@code
 * class MyGatewayContractTest extends BrokerGatewayContract {
 *     @Override
 *     protected GatewayHarness harness() {
 *         return new MyHarness(new MyBrokerSimulator());
 *     }
 * }
 * }</pre>
 *
 * A rule about something that the gateway does not offer, or that needs a fault which the harness cannot cause, is
 * skipped with the reason. {@link ContractReport} writes what passed, failed and was skipped.
 *
 * @since 1.0
 */
@ExtendWith(ContractReport.class)
@DisplayNameGeneration(RuleNames.class)
public abstract class BrokerGatewayContract {

    /** A new harness with a new gateway; called once per rule. */
    protected abstract GatewayHarness harness();

    /** Connecting, disconnecting, and what holds before and after. */
    @Nested
    public class Connection extends ConnectionRules {
        @Override
        protected GatewayHarness newHarness() {
            return harness();
        }
    }

    /** What a gateway says it can do. */
    @Nested
    public class Offer extends CapabilityRules {
        @Override
        protected GatewayHarness newHarness() {
            return harness();
        }
    }

    /** Symbols, quotes and order books. */
    @Nested
    public class Market extends MarketRules {
        @Override
        protected GatewayHarness newHarness() {
            return harness();
        }
    }

    /** Streams of quotes and order books. */
    @Nested
    public class Streams extends StreamRules {
        @Override
        protected GatewayHarness newHarness() {
            return harness();
        }
    }

    /** History. */
    @Nested
    public class Candles extends CandleRules {
        @Override
        protected GatewayHarness newHarness() {
            return harness();
        }
    }

    /** Accounts, and that money and holdings add up. */
    @Nested
    public class Accounts extends AccountRules {
        @Override
        protected GatewayHarness newHarness() {
            return harness();
        }
    }

    /** The life of an order. */
    @Nested
    public class Orders extends OrderRules {
        @Override
        protected GatewayHarness newHarness() {
            return harness();
        }
    }

    /** Orders that the broker must refuse. */
    @Nested
    public class Refusals extends RefusalRules {
        @Override
        protected GatewayHarness newHarness() {
            return harness();
        }
    }

    /** Silence, lost answers, broken lines. */
    @Nested
    public class Faults extends FaultRules {
        @Override
        protected GatewayHarness newHarness() {
            return harness();
        }
    }

    /** Orders in the broker's own words. */
    @Nested
    public class OwnCalls extends OwnCallRules {
        @Override
        protected GatewayHarness newHarness() {
            return harness();
        }
    }

    /** Permits of the request limiter. */
    @Nested
    public class Limits extends LimitRules {
        @Override
        protected GatewayHarness newHarness() {
            return harness();
        }
    }

    /** Lists of orders and trades: whole, in order, true. */
    @Nested
    public class Lists extends ListRules {
        @Override
        protected GatewayHarness newHarness() {
            return harness();
        }
    }

    /** Calls that meet each other, or a trade. */
    @Nested
    public class Races extends RaceRules {
        @Override
        protected GatewayHarness newHarness() {
            return harness();
        }
    }

    /** Keys, tokens, and shutting down. */
    @Nested
    public class Sessions extends SessionRules {
        @Override
        protected GatewayHarness newHarness() {
            return harness();
        }
    }
}
