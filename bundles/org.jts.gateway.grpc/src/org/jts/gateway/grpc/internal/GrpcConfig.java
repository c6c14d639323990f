package org.jts.gateway.grpc.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as Configuration Admin keeps them; {@code broker.id} comes beside them. Texts are in OSGI-INF/l10n. */
@ObjectClassDefinition(localization = "OSGI-INF/l10n/metatype", name = "%name", description = "%description")
@interface GrpcConfig {

    @AttributeDefinition(name = "%broker.name", description = "%broker.name.help", min = "1", max = "100")
    String broker_name() default "JTS server";

    @AttributeDefinition(name = "%server.host", description = "%server.host.help", min = "1", max = "255")
    String server_host() default "127.0.0.1";

    @AttributeDefinition(name = "%server.port", description = "%server.port.help", min = "1", max = "65535")
    int server_port() default 50051;

    @AttributeDefinition(name = "%server.broker", description = "%server.broker.help", required = false)
    String server_broker() default "";

    @AttributeDefinition(name = "%server.token", description = "%server.token.help", required = false,
            type = AttributeType.PASSWORD)
    String server_token() default "";

    @AttributeDefinition(name = "%server.tls", description = "%server.tls.help")
    boolean server_tls() default false;

    @AttributeDefinition(name = "%server.tls.ca", description = "%server.tls.ca.help", required = false)
    String server_tls_ca() default "";

    @AttributeDefinition(name = "%server.tls.certificate", description = "%server.tls.certificate.help",
            required = false)
    String server_tls_certificate() default "";

    @AttributeDefinition(name = "%server.tls.key", description = "%server.tls.key.help", required = false)
    String server_tls_key() default "";

    @AttributeDefinition(name = "%call.limit", description = "%call.limit.help", min = "100", max = "120000")
    int call_limit_ms() default 10_000;
}
