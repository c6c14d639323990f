package org.jts.gateway.template.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings; "Add broker" and {@code broker:add} are drawn from them, with the texts of OSGI-INF/l10n. */
// snippet: config
@ObjectClassDefinition(localization = "OSGI-INF/l10n/metatype", name = "%name", description = "%description")
@interface TemplateConfig {

    @AttributeDefinition(name = "%broker.name", description = "%broker.name.help", min = "1", max = "100")
    String broker_name() default "Template Securities";

    @AttributeDefinition(name = "%address", description = "%address.help", min = "1", max = "200")
    String address() default "http://127.0.0.1:9470";

    @AttributeDefinition(name = "%key", description = "%key.help", type = AttributeType.PASSWORD, required = false)
    String key() default "";
}
// end
