package org.eclipse.swtbot.swt.finder.keyboard;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.jface.bindings.keys.SWTKeySupport;
import org.eclipse.swt.SWT;
import org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;

/** Types into whatever has the keyboard. */
public class Keyboard {

    private static final int[] MODIFIERS = { SWT.ALT, SWT.COMMAND, SWT.CTRL, SWT.SHIFT };

    private final KeySink sink;

    /** @param sink takes the keys that are pressed and released */
    Keyboard(KeySink sink) {
        this.sink = sink;
    }

    /** Types a text, a line feed as Enter. */
    public void typeText(String text) {
        typeText(text, SWTBotPreferences.TYPE_INTERVAL);
    }

    /** Types a text with {@code interval} milliseconds after each character. */
    public void typeText(String text, int interval) {
        text.chars().forEach(c -> typeCharacter((char) c, interval));
    }

    /** Types a character. */
    public void typeCharacter(char ch) {
        typeCharacter(ch, SWTBotPreferences.TYPE_INTERVAL);
    }

    /** Types a character and rests for {@code interval} milliseconds. */
    public void typeCharacter(char ch, int interval) {
        sink.strike(List.of(Key.of(ch == '\n' ? SWT.CR : ch)));
        SWTUtils.sleep(interval);
    }

    /** Presses a character together with modifier keys. @param modificationKeys bits such as {@link SWT#CTRL} */
    public void pressShortcut(int modificationKeys, char c) {
        pressShortcut(modificationKeys, 0, c);
    }

    /** Presses a key together with modifier keys: {@code keyCode}, such as {@link SWT#F5}, or if 0 {@code c}. */
    public void pressShortcut(int modificationKeys, int keyCode, char c) {
        List<Key> keys = modifiers(modificationKeys);
        if (keyCode != 0 || c != 0) {
            keys.add(Key.of(keyCode != 0 ? keyCode : c));
        }
        strike(keys);
    }

    /** Presses keys together. */
    public void pressShortcut(KeyStroke... keys) {
        List<Key> all = new ArrayList<>();
        for (KeyStroke key : keys) {
            all.addAll(modifiers(key.getModifierKeys()));
            if (key.getNaturalKey() != KeyStroke.NO_KEY) {
                all.add(Key.of(key.getNaturalKey()));
            }
        }
        strike(all);
    }

    private void strike(List<Key> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("Expected keys to press, found none");
        }
        // "Ctrl+S" names the key by its capital; with a capital, shift would be pressed as well
        sink.strike(keys.size() == 1 ? keys : keys.stream().map(Key::lowerCase).toList());
    }

    private static List<Key> modifiers(int bits) {
        List<Key> keys = new ArrayList<>();
        for (int modifier : MODIFIERS) {
            if ((bits & modifier) != 0) {
                keys.add(new Key('\0', modifier));
            }
        }
        return keys;
    }

    /**
     * A key.
     *
     * @param character what it types; 0 for keys that type nothing
     * @param code the constant of SWT for keys that have no letter on them, Enter and Escape included; 0 for others
     */
    record Key(char character, int code) {

        static Key of(int natural) {
            if ((natural & SWT.KEYCODE_BIT) != 0) {
                return new Key('\0', natural);
            }
            return new Key((char) natural, Character.isISOControl(natural) ? natural : 0);
        }

        Key lowerCase() {
            return new Key(Character.toLowerCase(character), code);
        }

        boolean isModifier() {
            return code != 0 && (code & SWT.MODIFIER_MASK) == code;
        }

        @Override
        public String toString() {
            return Character.isISOControl(character) ? SWTKeySupport.getKeyFormatterForPlatform()
                    .format(KeyStroke.getInstance(isModifier() ? code : 0, isModifier() ? 0 : code)) : "" + character;
        }
    }

    /** Where keys go. */
    interface KeySink {

        /** Presses keys in their order, releases them in the opposite one, and returns when they have arrived. */
        void strike(List<Key> keys);
    }
}
