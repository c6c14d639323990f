package org.jts.trading.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;

import org.jts.testkit.Await;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Limits come and go with their configurations, in a running framework. */
class LimitsOSGiTest {

    private final BundleContext context = FrameworkUtil.getBundle(AccountLimits.class).getBundleContext();

    @Test
    void eachConfigurationIsTheLimitsOfAnAccount() throws Exception {
        FrameworkUtil.getBundle(AccountLimits.class).start();
        ConfigurationAdmin admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        Configuration own = admin.createFactoryConfiguration(AccountLimits.PID, "?");
        Dictionary<String, Object> settings = new Hashtable<>();
        settings.put("account", "kis-main/5001-01");
        settings.put("max.quantity", "100");
        own.update(settings);
        Await.until("the account's limits", () -> limits().stream().anyMatch(l -> l.account.equals("kis-main/5001-01")
                && l.maxQuantity.equals(Optional.of(Samples.dec(100)))));
        AccountLimits limits = limits().getFirst();
        assertEquals(Optional.of(Samples.dec(30)), limits.bandPercent, "what is not set is as by default");
        assertEquals(AccountLimits.standard().duplicate, limits.duplicate);
        own.delete();
        Await.until("no limits of its own", () -> limits().isEmpty());
    }

    private List<AccountLimits> limits() throws InvalidSyntaxException {
        Collection<ServiceReference<AccountLimits>> found = context.getServiceReferences(AccountLimits.class, null);
        return found.stream().map(context::getService).filter(l -> l != null).toList();
    }
}
