package org.jts.sample.gateway;

import java.util.Map;

import org.jts.api.BrokerId;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** A gateway with a setting of each kind, one of which says how it behaves. */
@Component(service = BrokerGateway.class, configurationPid = SampleGateway.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE, property = "broker.type=sample")
@Designate(ocd = SampleGateway.Config.class, factory = true)
public final class SampleGateway extends ScriptedGateway {

    public static final String PID = "org.jts.sample.gateway";

    private final Map<String, Object> properties;

    /** A setting of each kind. */
    @ObjectClassDefinition(id = PID, name = "Sample broker", description = "For tests.")
    public @interface Config {
        @AttributeDefinition(name = "Id")
        String broker_id();

        @AttributeDefinition(name = "Name", required = false)
        String broker_name() default "Sample";

        @AttributeDefinition(name = "Host", description = "Where the broker listens.", min = "3", max = "20")
        String host() default "localhost";

        @AttributeDefinition(name = "Port", min = "1", max = "65535")
        int port() default 50051;

        @AttributeDefinition(name = "Behaviour", options = {@Option(label = "Works", value = "good"),
            @Option(label = "Refuses the keys", value = "refuse"), @Option(label = "Never answers", value = "hang"),
            @Option(label = "Does not start", value = "broken")})
        String behaviour() default "good";

        @AttributeDefinition(name = "Application key", type = AttributeType.PASSWORD, required = false)
        String app_key() default "";

        @AttributeDefinition(name = "Paper trading", required = false)
        boolean paper() default true;

        @AttributeDefinition(name = "Share", required = false, min = "0", max = "1")
        double share() default 0.8;

        @AttributeDefinition(name = "Session", required = false)
        long session() default 1;

        @AttributeDefinition(name = "Level", required = false)
        short level() default 1;

        @AttributeDefinition(name = "Weight", required = false)
        byte weight() default 1;

        @AttributeDefinition(name = "Ratio", required = false)
        float ratio() default 1;

        @AttributeDefinition(name = "Mark", required = false)
        char mark() default 'x';

        @AttributeDefinition(name = "Account", description = "Its number; there is no default.")
        String account();

        @AttributeDefinition(name = "Markets", required = false, cardinality = 3)
        String[] markets() default {"KOSPI", "KOSDAQ"};

        @AttributeDefinition(name = "Ports to try", required = false, min = "1", max = "65535")
        int[] ports() default {};
    }

    @Activate
    public SampleGateway(Config config, Map<String, Object> properties) {
        super(new BrokerId(config.broker_id()));
        this.properties = Map.copyOf(properties);
        switch (config.behaviour()) {
            case "refuse" -> onConnect(refusal(ErrorCategory.AUTHENTICATION, config.broker_id() + ": The key of "
                    + config.broker_id() + " is not valid"));
            case "hang" -> onConnect(() -> Thread.sleep(60_000));
            case "broken" -> throw new IllegalStateException("The sample is broken on purpose");
            default -> {
                // connects
            }
        }
    }

    @Deactivate
    void close() {
        disconnect();
    }

    /** What the component was configured with. */
    public Map<String, Object> properties() {
        return properties;
    }
}
