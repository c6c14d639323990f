package org.jts.gateway.template.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The settings; "Add broker" and {@code broker:add} are drawn from them, with the texts of OSGI-INF/l10n. Next: address
 * and keys of the real broker. A key is an attribute of {@code AttributeType.PASSWORD}: it is kept as a reference.
 */
// snippet: config
@ObjectClassDefinition(localization = "OSGI-INF/l10n/metatype", name = "%name", description = "%description")
@interface TemplateConfig {

    @AttributeDefinition(name = "%broker.name", description = "%broker.name.help", min = "1", max = "100")
    String broker_name() default "Template Securities";

    @AttributeDefinition(name = "%account", description = "%account.help", min = "1", max = "20")
    String account() default "TEMPLATE-1";

    @AttributeDefinition(name = "%cash", description = "%cash.help", min = "0", max = "1000000000000")
    long cash() default 100_000_000;
}
// end
