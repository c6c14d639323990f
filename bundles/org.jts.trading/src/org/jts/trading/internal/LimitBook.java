package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.account.AccountKey;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.audit.AuditTrail;
import org.jts.api.connection.Setting;
import org.jts.api.connection.SetupException;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderLimits;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Designate;

/**
 * What traders set, in Configuration Admin: one factory configuration an account, one without an account for all
 * others. It is read as a whole before the first order, and again with every change: there is no moment without limits.
 */
@Component(service = { OrderLimits.class, LimitBook.class, SynchronousConfigurationListener.class },
        configurationPid = LimitBook.PID, configurationPolicy = ConfigurationPolicy.IGNORE)
@Designate(ocd = LimitsConfig.class, factory = true)
public final class LimitBook implements OrderLimits, SynchronousConfigurationListener {

    static final String PID = "org.jts.trading.limits";
    private static final String ACCOUNT = "account";
    private static final String ALL = "";
    private static final Map<String, String> DEFAULTS = AccountLimits.defaults();

    private final ConfigurationAdmin admin;
    private final MetaTypeService metatypes;
    private final EventLog events;
    private final AuditRecorder audit;
    /** By account as text, {@link #ALL} for all: text per key. Replaced as a whole. */
    private volatile Map<String, Map<String, String>> set = Map.of();
    /** Why nothing could be read; then nothing may be ordered. */
    private volatile Optional<String> unreadable = Optional.empty();
    private final Map<AccountKey, AccountLimits> limits = new ConcurrentHashMap<>();

    @Activate
    public LimitBook(@Reference ConfigurationAdmin admin, @Reference MetaTypeService metatypes,
            @Reference EventLog events, @Reference TimeSource time) {
        this.audit = new AuditRecorder(time);
        this.admin = admin;
        this.metatypes = metatypes;
        this.events = events;
        readAll();
        set.forEach(this::tellFlaws);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setTrail(AuditTrail trail) {
        audit.attach(trail);
    }

    void unsetTrail(AuditTrail trail) {
        audit.detach(trail);
    }

    /** What holds in an account, as numbers. Reads memory. */
    AccountLimits limits(AccountKey account) {
        return limits.computeIfAbsent(account, key -> {
            AccountLimits all = new AccountLimits(inForce(key)::get);
            unreadable.ifPresent(why -> all.flaws.put(PID, why));
            return all;
        });
    }

    @Override
    public List<Setting> settings() {
        Bundle bundle = FrameworkUtil.getBundle(LimitBook.class);
        ObjectClassDefinition described = metatypes.getMetaTypeInformation(bundle)
                .getObjectClassDefinition(PID, Locale.getDefault().toString());
        return Arrays.stream(described.getAttributeDefinitions(ObjectClassDefinition.ALL))
                .filter(a -> DEFAULTS.containsKey(a.getID()))
                .sorted(Comparator.comparing(a -> AccountLimits.KEYS.indexOf(a.getID())))
                .map(LimitBook::setting).toList();
    }

    private static Setting setting(AttributeDefinition a) {
        return new Setting(a.getID(), a.getName(), a.getDescription(), Setting.Kind.TEXT, false, false,
                DEFAULTS.get(a.getID()), Optional.empty(), Optional.empty(), List.of());
    }

    @Override
    public Map<String, String> set(Optional<AccountKey> account) {
        return set.getOrDefault(name(account), Map.of());
    }

    @Override
    public Map<String, String> inForce(AccountKey account) {
        return inForce(set, Optional.of(account));
    }

    private static Map<String, String> inForce(Map<String, Map<String, String>> set, Optional<AccountKey> account) {
        Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
        all.putAll(set.getOrDefault(ALL, Map.of()));
        account.ifPresent(key -> all.putAll(set.getOrDefault(key.toString(), Map.of())));
        return all;
    }

    @Override
    public synchronized void change(Optional<AccountKey> account, Map<String, String> values) throws SetupException {
        Map<String, String> before = set(account);
        Map<String, String> after = new TreeMap<>(before);
        Map<String, String> problems = new TreeMap<>();
        values.forEach((key, value) -> {
            if (!DEFAULTS.containsKey(key)) {
                problems.put(key, T.format("limits.unknown", String.join(", ", DEFAULTS.keySet()), key));
            } else if (value.isBlank()) {
                after.remove(key);
            } else {
                after.put(key, value.strip());
            }
        });
        Map<String, Map<String, String>> all = new TreeMap<>(set);
        all.put(name(account), after);
        problems.putAll(new AccountLimits(inForce(all, account)::get).flaws);
        problems.keySet().removeIf(key -> DEFAULTS.containsKey(key) && !values.containsKey(key));
        if (!problems.isEmpty()) {
            throw new SetupException(T.format("limits.refused", shown(account),
                    String.join("; ", problems.values())), problems);
        }
        write(account, after);
        tell(account, before, after);
    }

    @Override
    public synchronized boolean reset(Optional<AccountKey> account) throws SetupException {
        Map<String, String> before = set(account);
        write(account, Map.of());
        tell(account, before, Map.of());
        return !before.isEmpty();
    }

    /** Also called for what {@link #change} and {@link #reset} write, before they return. */
    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (PID.equals(event.getFactoryPid())) {
            Map<String, Map<String, String>> before = set;
            readAll();
            set.forEach((account, settings) -> {
                if (!settings.equals(before.get(account))) {
                    tellFlaws(account, settings);
                }
            });
        }
    }

    private synchronized void write(Optional<AccountKey> account, Map<String, String> settings)
            throws SetupException {
        try {
            List<Configuration> before = configurations();
            Optional<String> written = settings.isEmpty() ? Optional.empty() : Optional.of(update(account, settings));
            // Only behind it: whoever orders meanwhile, and a program that ends here, finds the old ones or the new.
            for (Configuration old : before) {
                if (name(account).equals(text(old.getProperties(), ACCOUNT))
                        && !written.equals(Optional.of(old.getPid()))) {
                    old.delete();
                }
            }
        } catch (IOException e) {
            throw new SetupException(T.format("limits.unwritable", shown(account), String.valueOf(e.getMessage())),
                    Map.of());
        } finally {
            readAll();
        }
    }

    /** @return the PID of what was written */
    private String update(Optional<AccountKey> account, Map<String, String> settings) throws IOException {
        Hashtable<String, Object> values = new Hashtable<>(settings);
        values.put(ACCOUNT, name(account));
        // The location "?" lets any bundle that is allowed to read it.
        Configuration own = admin.getFactoryConfiguration(PID, fileName(account.map(AccountKey::toString)), "?");
        own.update(values);
        return own.getPid();
    }

    /** What is written here has the last word over what somebody wrote by hand for the same account. */
    private static boolean isOwn(Configuration configuration) {
        String account = text(configuration.getProperties(), ACCOUNT);
        String name = fileName(account.isEmpty() ? Optional.empty() : Optional.of(account));
        return configuration.getPid().equals(PID + "~" + name);
    }

    private synchronized void readAll() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        try {
            List<Configuration> found = configurations().stream().sorted(Comparator.comparing(LimitBook::isOwn))
                    .toList();
            for (Configuration configuration : found) {
                Dictionary<String, Object> values = configuration.getProperties();
                if (values != null) {
                    // What is written here stands for itself: a program may have ended before the others were deleted.
                    Map<String, String> settings = new TreeMap<>(isOwn(configuration) ? Map.of()
                            : all.getOrDefault(text(values, ACCOUNT), Map.of()));
                    DEFAULTS.keySet().stream().filter(key -> !text(values, key).isEmpty())
                            .forEach(key -> settings.put(key, text(values, key)));
                    all.put(text(values, ACCOUNT), settings);
                }
            }
            unreadable = Optional.empty();
            set = all;
        } catch (IOException e) {
            unreadable = Optional.of(String.valueOf(e.getMessage()));
        }
        limits.clear();
    }

    private List<Configuration> configurations() throws IOException {
        try {
            Configuration[] found = admin.listConfigurations("(%s=%s)".formatted(ConfigurationAdmin.SERVICE_FACTORYPID,
                    PID));
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tell(Optional<AccountKey> account, Map<String, String> before, Map<String, String> after) {
        List<String> changes = new ArrayList<>();
        DEFAULTS.keySet().forEach(key -> {
            String was = before.getOrDefault(key, "");
            String is = after.getOrDefault(key, "");
            if (!was.equals(is)) {
                changes.add("%s: %s → %s".formatted(key, was.isEmpty() ? T.get("limits.unset") : was,
                        is.isEmpty() ? T.get("limits.unset") : is));
            }
        });
        if (!changes.isEmpty()) {
            events.publish(Severity.INFO, "trading", account.map(AccountKey::broker),
                    T.format("limits.changed", shown(account)), String.join("\n", changes));
            audit.record(AuditRecord.Kind.ACT, account.map(AccountKey::broker), "order limits",
                    () -> Map.of("account", account.map(key -> key.account().value()).orElse("all"), "changes",
                            String.join("; ", changes)));
        }
    }

    private void tellFlaws(String account, Map<String, String> settings) {
        Map<String, String> texts = new LinkedHashMap<>(DEFAULTS);
        texts.putAll(settings);
        Map<String, String> flaws = new AccountLimits(texts::get).flaws;
        if (!flaws.isEmpty()) {
            events.publish(Severity.ERROR, "trading", Optional.empty(),
                    T.format("limits.flawed", account.isEmpty() ? T.get("limits.all") : account),
                    String.join("\n", flaws.values()) + "\n" + T.get("limits.flawed.detail"));
        }
    }

    private static String text(Dictionary<String, Object> values, String key) {
        Object value = values == null ? null : values.get(key);
        return value == null ? "" : value.toString().strip();
    }

    private static String name(Optional<AccountKey> account) {
        return account.map(AccountKey::toString).orElse(ALL);
    }

    private static String shown(Optional<AccountKey> account) {
        return account.map(AccountKey::toString).orElseGet(() -> T.get("limits.all"));
    }

    /**
     * A name that every file system takes, and that no other account gets.
     *
     * @param account as text; empty for all
     */
    private static String fileName(Optional<String> account) {
        return account.map(key -> key.replaceAll("[^A-Za-z0-9-]", "_") + "-" + Integer.toHexString(key.hashCode()))
                .orElse("all");
    }
}
