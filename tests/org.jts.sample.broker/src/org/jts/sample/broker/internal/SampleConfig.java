package org.jts.sample.broker.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings; "Add broker" is drawn from them, with the texts of OSGI-INF/l10n. */
@ObjectClassDefinition(localization = "OSGI-INF/l10n/metatype", name = "%name", description = "%description")
@interface SampleConfig {

    @AttributeDefinition(name = "%broker.name", description = "%broker.name.help", min = "1", max = "100")
    String broker_name() default "Sample Securities";

    @AttributeDefinition(name = "%account", description = "%account.help", min = "1", max = "20")
    String account() default "SAMPLE-1";

    @AttributeDefinition(name = "%cash", description = "%cash.help", min = "0", max = "1000000000000")
    long cash() default 100_000_000;
}
