package org.jts.ui.kit;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.ui.internal.Preferences;

/**
 * From which share of a request limit on its use is shown as {@link LimitLevel#CAUTION} and as
 * {@link LimitLevel#LIMITED}: a preference of the user.
 *
 * @param caution percent, 1 or more; exactly as much is CAUTION
 * @param limited percent, above {@code caution} and at most 100; exactly as much is LIMITED
 * @since 1.0
 */
public record LimitThresholds(int caution, int limited) {
    /** 70 and 90 percent. */
    public static final LimitThresholds USUAL = new LimitThresholds(70, 90);

    private static final String CAUTION = "limits.caution";
    private static final String LIMITED = "limits.limited";
    private static volatile LimitThresholds current = USUAL;

    static {
        IEclipsePreferences node = Preferences.node();
        node.addPreferenceChangeListener(change -> {
            if (change.getKey().equals(CAUTION) || change.getKey().equals(LIMITED)) {
                current = read();
            }
        });
        current = read();
    }

    public LimitThresholds {
        if (!(0 < caution && caution < limited && limited <= 100)) {
            throw new IllegalArgumentException(
                    "limit thresholds: expected 0 < caution < limited <= 100 percent, were %d and %d".formatted(caution,
                            limited));
        }
    }

    /** What the user has chosen. Any thread. */
    public static LimitThresholds current() {
        return current;
    }

    /** Takes on and remembers a choice; it shows at the next update. */
    public static void use(LimitThresholds chosen) {
        IEclipsePreferences node = Preferences.node();
        node.putInt(CAUTION, chosen.caution);
        node.putInt(LIMITED, chosen.limited);
        current = chosen;
        Preferences.save();
    }

    /** How close a window is to what is enforced of it at present. */
    public LimitLevel level(WindowUsage usage) {
        return level(usage.used(), usage.allowed());
    }

    /**
     * As {@link #level(WindowUsage)}.
     *
     * @param used    0 or more
     * @param allowed 1 or more
     */
    public LimitLevel level(long used, long allowed) {
        // In whole numbers: 14 of 20 is exactly 70 percent.
        long hundredfold = used * 100;
        return hundredfold >= limited * allowed ? LimitLevel.LIMITED
                : hundredfold >= caution * allowed ? LimitLevel.CAUTION : LimitLevel.NORMAL;
    }

    private static LimitThresholds read() {
        var service = Platform.getPreferencesService();
        if (service == null) {
            return USUAL;
        }
        int caution = service.getInt(Preferences.NODE, CAUTION, USUAL.caution, null);
        int limited = service.getInt(Preferences.NODE, LIMITED, USUAL.limited, null);
        try {
            return new LimitThresholds(caution, limited);
        } catch (IllegalArgumentException e) {
            // Two keys change one after the other: a pair that does not fit may be half of a change.
            ILog.of(LimitThresholds.class).info(e.getMessage() + "; going on with 70 and 90");
            return USUAL;
        }
    }
}
