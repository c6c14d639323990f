package org.eclipse.swtbot.swt.finder;

import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.inGroup;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withId;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withLabel;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withMnemonic;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withTooltip;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.List;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swtbot.swt.finder.finders.Finder;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotCTabItem;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotCanvas;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotList;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTabItem;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTable;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToolbarButton;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToolbarDropDownButton;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToolbarPushButton;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToolbarRadioButton;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToolbarToggleButton;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTree;

/**
 * The part of the robot that finds what has items, and items that stand alone, see {@link ButtonBot} for what the names
 * mean.
 */
abstract class ItemBot extends ValueBot {

    private static final Kind<Table, SWTBotTable> TABLE = new Kind<>(Table.class, SWT.NONE, "", SWTBotTable::new);
    private static final Kind<Tree, SWTBotTree> TREE = new Kind<>(Tree.class, SWT.NONE, "", SWTBotTree::new);
    private static final Kind<List, SWTBotList> LIST = new Kind<>(List.class, SWT.NONE, "", SWTBotList::new);
    private static final Kind<TabItem, SWTBotTabItem> TAB_ITEM =
            new Kind<>(TabItem.class, SWT.NONE, "", SWTBotTabItem::new);
    private static final Kind<CTabItem, SWTBotCTabItem> C_TAB_ITEM =
            new Kind<>(CTabItem.class, SWT.NONE, "", SWTBotCTabItem::new);
    private static final Kind<Canvas, SWTBotCanvas> CANVAS = new Kind<>(Canvas.class, SWT.NONE, "", SWTBotCanvas::new);
    private static final Kind<ToolItem, SWTBotToolbarButton> TOOLBAR_BUTTON =
            new Kind<>(ToolItem.class, SWT.PUSH, "SWT.PUSH", SWTBotToolbarPushButton::new);
    private static final Kind<ToolItem, SWTBotToolbarDropDownButton> TOOLBAR_DROP_DOWN_BUTTON =
            new Kind<>(ToolItem.class, SWT.DROP_DOWN, "SWT.DROP_DOWN", SWTBotToolbarDropDownButton::new);
    private static final Kind<ToolItem, SWTBotToolbarRadioButton> TOOLBAR_RADIO_BUTTON =
            new Kind<>(ToolItem.class, SWT.RADIO, "SWT.RADIO", SWTBotToolbarRadioButton::new);
    private static final Kind<ToolItem, SWTBotToolbarToggleButton> TOOLBAR_TOGGLE_BUTTON =
            new Kind<>(ToolItem.class, SWT.CHECK, "SWT.CHECK", SWTBotToolbarToggleButton::new);

    ItemBot(Finder finder) {
        super(finder);
    }

    // table
    public SWTBotTable table() { return one(TABLE, 0); }
    public SWTBotTable table(int index) { return one(TABLE, index); }
    public SWTBotTable tableWithId(String value) { return one(TABLE, 0, withId(value)); }
    public SWTBotTable tableWithId(String value, int index) { return one(TABLE, index, withId(value)); }
    public SWTBotTable tableWithId(String key, String value) { return one(TABLE, 0, withId(key, value)); }
    public SWTBotTable tableWithId(String key, String value, int index) {
        return one(TABLE, index, withId(key, value));
    }
    public SWTBotTable tableWithLabel(String label) { return one(TABLE, 0, withLabel(label)); }
    public SWTBotTable tableWithLabel(String label, int index) { return one(TABLE, index, withLabel(label)); }
    public SWTBotTable tableInGroup(String inGroup) { return one(TABLE, 0, inGroup(inGroup)); }
    public SWTBotTable tableInGroup(String inGroup, int index) { return one(TABLE, index, inGroup(inGroup)); }
    public SWTBotTable tableWithLabelInGroup(String label, String inGroup) {
        return one(TABLE, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotTable tableWithLabelInGroup(String label, String inGroup, int index) {
        return one(TABLE, index, withLabel(label), inGroup(inGroup));
    }

    // tree
    public SWTBotTree tree() { return one(TREE, 0); }
    public SWTBotTree tree(int index) { return one(TREE, index); }
    public SWTBotTree treeWithId(String value) { return one(TREE, 0, withId(value)); }
    public SWTBotTree treeWithId(String value, int index) { return one(TREE, index, withId(value)); }
    public SWTBotTree treeWithId(String key, String value) { return one(TREE, 0, withId(key, value)); }
    public SWTBotTree treeWithId(String key, String value, int index) { return one(TREE, index, withId(key, value)); }
    public SWTBotTree treeWithLabel(String label) { return one(TREE, 0, withLabel(label)); }
    public SWTBotTree treeWithLabel(String label, int index) { return one(TREE, index, withLabel(label)); }
    public SWTBotTree treeInGroup(String inGroup) { return one(TREE, 0, inGroup(inGroup)); }
    public SWTBotTree treeInGroup(String inGroup, int index) { return one(TREE, index, inGroup(inGroup)); }
    public SWTBotTree treeWithLabelInGroup(String label, String inGroup) {
        return one(TREE, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotTree treeWithLabelInGroup(String label, String inGroup, int index) {
        return one(TREE, index, withLabel(label), inGroup(inGroup));
    }

    // list
    public SWTBotList list() { return one(LIST, 0); }
    public SWTBotList list(int index) { return one(LIST, index); }
    public SWTBotList listWithId(String value) { return one(LIST, 0, withId(value)); }
    public SWTBotList listWithId(String value, int index) { return one(LIST, index, withId(value)); }
    public SWTBotList listWithId(String key, String value) { return one(LIST, 0, withId(key, value)); }
    public SWTBotList listWithId(String key, String value, int index) { return one(LIST, index, withId(key, value)); }
    public SWTBotList listWithLabel(String label) { return one(LIST, 0, withLabel(label)); }
    public SWTBotList listWithLabel(String label, int index) { return one(LIST, index, withLabel(label)); }
    public SWTBotList listInGroup(String inGroup) { return one(LIST, 0, inGroup(inGroup)); }
    public SWTBotList listInGroup(String inGroup, int index) { return one(LIST, index, inGroup(inGroup)); }
    public SWTBotList listWithLabelInGroup(String label, String inGroup) {
        return one(LIST, 0, withLabel(label), inGroup(inGroup));
    }
    public SWTBotList listWithLabelInGroup(String label, String inGroup, int index) {
        return one(LIST, index, withLabel(label), inGroup(inGroup));
    }

    // tabItem
    public SWTBotTabItem tabItem() { return one(TAB_ITEM, 0); }
    public SWTBotTabItem tabItem(int index) { return one(TAB_ITEM, index); }
    public SWTBotTabItem tabItem(String mnemonicText) { return one(TAB_ITEM, 0, withMnemonic(mnemonicText)); }
    public SWTBotTabItem tabItem(String mnemonicText, int index) {
        return one(TAB_ITEM, index, withMnemonic(mnemonicText));
    }
    public SWTBotTabItem tabItemWithId(String value) { return one(TAB_ITEM, 0, withId(value)); }
    public SWTBotTabItem tabItemWithId(String value, int index) { return one(TAB_ITEM, index, withId(value)); }
    public SWTBotTabItem tabItemWithId(String key, String value) { return one(TAB_ITEM, 0, withId(key, value)); }
    public SWTBotTabItem tabItemWithId(String key, String value, int index) {
        return one(TAB_ITEM, index, withId(key, value));
    }
    public SWTBotTabItem tabItemInGroup(String inGroup) { return one(TAB_ITEM, 0, inGroup(inGroup)); }
    public SWTBotTabItem tabItemInGroup(String inGroup, int index) { return one(TAB_ITEM, index, inGroup(inGroup)); }
    public SWTBotTabItem tabItemInGroup(String mnemonicText, String inGroup) {
        return one(TAB_ITEM, 0, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotTabItem tabItemInGroup(String mnemonicText, String inGroup, int index) {
        return one(TAB_ITEM, index, withMnemonic(mnemonicText), inGroup(inGroup));
    }

    // cTabItem
    public SWTBotCTabItem cTabItem() { return one(C_TAB_ITEM, 0); }
    public SWTBotCTabItem cTabItem(int index) { return one(C_TAB_ITEM, index); }
    public SWTBotCTabItem cTabItem(String mnemonicText) { return one(C_TAB_ITEM, 0, withMnemonic(mnemonicText)); }
    public SWTBotCTabItem cTabItem(String mnemonicText, int index) {
        return one(C_TAB_ITEM, index, withMnemonic(mnemonicText));
    }
    public SWTBotCTabItem cTabItemWithId(String value) { return one(C_TAB_ITEM, 0, withId(value)); }
    public SWTBotCTabItem cTabItemWithId(String value, int index) { return one(C_TAB_ITEM, index, withId(value)); }
    public SWTBotCTabItem cTabItemWithId(String key, String value) { return one(C_TAB_ITEM, 0, withId(key, value)); }
    public SWTBotCTabItem cTabItemWithId(String key, String value, int index) {
        return one(C_TAB_ITEM, index, withId(key, value));
    }
    public SWTBotCTabItem cTabItemInGroup(String inGroup) { return one(C_TAB_ITEM, 0, inGroup(inGroup)); }
    public SWTBotCTabItem cTabItemInGroup(String inGroup, int index) {
        return one(C_TAB_ITEM, index, inGroup(inGroup));
    }
    public SWTBotCTabItem cTabItemInGroup(String mnemonicText, String inGroup) {
        return one(C_TAB_ITEM, 0, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotCTabItem cTabItemInGroup(String mnemonicText, String inGroup, int index) {
        return one(C_TAB_ITEM, index, withMnemonic(mnemonicText), inGroup(inGroup));
    }

    // canvas
    public SWTBotCanvas canvas() { return one(CANVAS, 0); }
    public SWTBotCanvas canvas(int index) { return one(CANVAS, index); }
    public SWTBotCanvas canvasWithId(String value) { return one(CANVAS, 0, withId(value)); }
    public SWTBotCanvas canvasWithId(String value, int index) { return one(CANVAS, index, withId(value)); }
    public SWTBotCanvas canvasWithId(String key, String value) { return one(CANVAS, 0, withId(key, value)); }
    public SWTBotCanvas canvasWithId(String key, String value, int index) {
        return one(CANVAS, index, withId(key, value));
    }
    public SWTBotCanvas canvasWithTooltip(String tooltip) { return one(CANVAS, 0, withTooltip(tooltip)); }
    public SWTBotCanvas canvasWithTooltip(String tooltip, int index) {
        return one(CANVAS, index, withTooltip(tooltip));
    }
    public SWTBotCanvas canvasInGroup(String inGroup) { return one(CANVAS, 0, inGroup(inGroup)); }
    public SWTBotCanvas canvasInGroup(String inGroup, int index) { return one(CANVAS, index, inGroup(inGroup)); }

    // toolbarButton
    public SWTBotToolbarButton toolbarButton() { return one(TOOLBAR_BUTTON, 0); }
    public SWTBotToolbarButton toolbarButton(int index) { return one(TOOLBAR_BUTTON, index); }
    public SWTBotToolbarButton toolbarButton(String mnemonicText) {
        return one(TOOLBAR_BUTTON, 0, withMnemonic(mnemonicText));
    }
    public SWTBotToolbarButton toolbarButton(String mnemonicText, int index) {
        return one(TOOLBAR_BUTTON, index, withMnemonic(mnemonicText));
    }
    public SWTBotToolbarButton toolbarButtonWithId(String value) { return one(TOOLBAR_BUTTON, 0, withId(value)); }
    public SWTBotToolbarButton toolbarButtonWithId(String value, int index) {
        return one(TOOLBAR_BUTTON, index, withId(value));
    }
    public SWTBotToolbarButton toolbarButtonWithId(String key, String value) {
        return one(TOOLBAR_BUTTON, 0, withId(key, value));
    }
    public SWTBotToolbarButton toolbarButtonWithId(String key, String value, int index) {
        return one(TOOLBAR_BUTTON, index, withId(key, value));
    }
    public SWTBotToolbarButton toolbarButtonWithTooltip(String tooltip) {
        return one(TOOLBAR_BUTTON, 0, withTooltip(tooltip));
    }
    public SWTBotToolbarButton toolbarButtonWithTooltip(String tooltip, int index) {
        return one(TOOLBAR_BUTTON, index, withTooltip(tooltip));
    }
    public SWTBotToolbarButton toolbarButtonInGroup(String inGroup) { return one(TOOLBAR_BUTTON, 0, inGroup(inGroup)); }
    public SWTBotToolbarButton toolbarButtonInGroup(String inGroup, int index) {
        return one(TOOLBAR_BUTTON, index, inGroup(inGroup));
    }
    public SWTBotToolbarButton toolbarButtonInGroup(String mnemonicText, String inGroup) {
        return one(TOOLBAR_BUTTON, 0, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotToolbarButton toolbarButtonInGroup(String mnemonicText, String inGroup, int index) {
        return one(TOOLBAR_BUTTON, index, withMnemonic(mnemonicText), inGroup(inGroup));
    }

    // toolbarDropDownButton
    public SWTBotToolbarDropDownButton toolbarDropDownButton() { return one(TOOLBAR_DROP_DOWN_BUTTON, 0); }
    public SWTBotToolbarDropDownButton toolbarDropDownButton(int index) { return one(TOOLBAR_DROP_DOWN_BUTTON, index); }
    public SWTBotToolbarDropDownButton toolbarDropDownButton(String mnemonicText) {
        return one(TOOLBAR_DROP_DOWN_BUTTON, 0, withMnemonic(mnemonicText));
    }
    public SWTBotToolbarDropDownButton toolbarDropDownButton(String mnemonicText, int index) {
        return one(TOOLBAR_DROP_DOWN_BUTTON, index, withMnemonic(mnemonicText));
    }
    public SWTBotToolbarDropDownButton toolbarDropDownButtonWithId(String value) {
        return one(TOOLBAR_DROP_DOWN_BUTTON, 0, withId(value));
    }
    public SWTBotToolbarDropDownButton toolbarDropDownButtonWithId(String value, int index) {
        return one(TOOLBAR_DROP_DOWN_BUTTON, index, withId(value));
    }
    public SWTBotToolbarDropDownButton toolbarDropDownButtonWithId(String key, String value) {
        return one(TOOLBAR_DROP_DOWN_BUTTON, 0, withId(key, value));
    }
    public SWTBotToolbarDropDownButton toolbarDropDownButtonWithId(String key, String value, int index) {
        return one(TOOLBAR_DROP_DOWN_BUTTON, index, withId(key, value));
    }
    public SWTBotToolbarDropDownButton toolbarDropDownButtonWithTooltip(String tooltip) {
        return one(TOOLBAR_DROP_DOWN_BUTTON, 0, withTooltip(tooltip));
    }
    public SWTBotToolbarDropDownButton toolbarDropDownButtonWithTooltip(String tooltip, int index) {
        return one(TOOLBAR_DROP_DOWN_BUTTON, index, withTooltip(tooltip));
    }
    public SWTBotToolbarDropDownButton toolbarDropDownButtonInGroup(String inGroup) {
        return one(TOOLBAR_DROP_DOWN_BUTTON, 0, inGroup(inGroup));
    }
    public SWTBotToolbarDropDownButton toolbarDropDownButtonInGroup(String inGroup, int index) {
        return one(TOOLBAR_DROP_DOWN_BUTTON, index, inGroup(inGroup));
    }
    public SWTBotToolbarDropDownButton toolbarDropDownButtonInGroup(String mnemonicText, String inGroup) {
        return one(TOOLBAR_DROP_DOWN_BUTTON, 0, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotToolbarDropDownButton toolbarDropDownButtonInGroup(String mnemonicText, String inGroup, int index) {
        return one(TOOLBAR_DROP_DOWN_BUTTON, index, withMnemonic(mnemonicText), inGroup(inGroup));
    }

    // toolbarRadioButton
    public SWTBotToolbarRadioButton toolbarRadioButton() { return one(TOOLBAR_RADIO_BUTTON, 0); }
    public SWTBotToolbarRadioButton toolbarRadioButton(int index) { return one(TOOLBAR_RADIO_BUTTON, index); }
    public SWTBotToolbarRadioButton toolbarRadioButton(String mnemonicText) {
        return one(TOOLBAR_RADIO_BUTTON, 0, withMnemonic(mnemonicText));
    }
    public SWTBotToolbarRadioButton toolbarRadioButton(String mnemonicText, int index) {
        return one(TOOLBAR_RADIO_BUTTON, index, withMnemonic(mnemonicText));
    }
    public SWTBotToolbarRadioButton toolbarRadioButtonWithId(String value) {
        return one(TOOLBAR_RADIO_BUTTON, 0, withId(value));
    }
    public SWTBotToolbarRadioButton toolbarRadioButtonWithId(String value, int index) {
        return one(TOOLBAR_RADIO_BUTTON, index, withId(value));
    }
    public SWTBotToolbarRadioButton toolbarRadioButtonWithId(String key, String value) {
        return one(TOOLBAR_RADIO_BUTTON, 0, withId(key, value));
    }
    public SWTBotToolbarRadioButton toolbarRadioButtonWithId(String key, String value, int index) {
        return one(TOOLBAR_RADIO_BUTTON, index, withId(key, value));
    }
    public SWTBotToolbarRadioButton toolbarRadioButtonWithTooltip(String tooltip) {
        return one(TOOLBAR_RADIO_BUTTON, 0, withTooltip(tooltip));
    }
    public SWTBotToolbarRadioButton toolbarRadioButtonWithTooltip(String tooltip, int index) {
        return one(TOOLBAR_RADIO_BUTTON, index, withTooltip(tooltip));
    }
    public SWTBotToolbarRadioButton toolbarRadioButtonInGroup(String inGroup) {
        return one(TOOLBAR_RADIO_BUTTON, 0, inGroup(inGroup));
    }
    public SWTBotToolbarRadioButton toolbarRadioButtonInGroup(String inGroup, int index) {
        return one(TOOLBAR_RADIO_BUTTON, index, inGroup(inGroup));
    }
    public SWTBotToolbarRadioButton toolbarRadioButtonInGroup(String mnemonicText, String inGroup) {
        return one(TOOLBAR_RADIO_BUTTON, 0, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotToolbarRadioButton toolbarRadioButtonInGroup(String mnemonicText, String inGroup, int index) {
        return one(TOOLBAR_RADIO_BUTTON, index, withMnemonic(mnemonicText), inGroup(inGroup));
    }

    // toolbarToggleButton
    public SWTBotToolbarToggleButton toolbarToggleButton() { return one(TOOLBAR_TOGGLE_BUTTON, 0); }
    public SWTBotToolbarToggleButton toolbarToggleButton(int index) { return one(TOOLBAR_TOGGLE_BUTTON, index); }
    public SWTBotToolbarToggleButton toolbarToggleButton(String mnemonicText) {
        return one(TOOLBAR_TOGGLE_BUTTON, 0, withMnemonic(mnemonicText));
    }
    public SWTBotToolbarToggleButton toolbarToggleButton(String mnemonicText, int index) {
        return one(TOOLBAR_TOGGLE_BUTTON, index, withMnemonic(mnemonicText));
    }
    public SWTBotToolbarToggleButton toolbarToggleButtonWithId(String value) {
        return one(TOOLBAR_TOGGLE_BUTTON, 0, withId(value));
    }
    public SWTBotToolbarToggleButton toolbarToggleButtonWithId(String value, int index) {
        return one(TOOLBAR_TOGGLE_BUTTON, index, withId(value));
    }
    public SWTBotToolbarToggleButton toolbarToggleButtonWithId(String key, String value) {
        return one(TOOLBAR_TOGGLE_BUTTON, 0, withId(key, value));
    }
    public SWTBotToolbarToggleButton toolbarToggleButtonWithId(String key, String value, int index) {
        return one(TOOLBAR_TOGGLE_BUTTON, index, withId(key, value));
    }
    public SWTBotToolbarToggleButton toolbarToggleButtonWithTooltip(String tooltip) {
        return one(TOOLBAR_TOGGLE_BUTTON, 0, withTooltip(tooltip));
    }
    public SWTBotToolbarToggleButton toolbarToggleButtonWithTooltip(String tooltip, int index) {
        return one(TOOLBAR_TOGGLE_BUTTON, index, withTooltip(tooltip));
    }
    public SWTBotToolbarToggleButton toolbarToggleButtonInGroup(String inGroup) {
        return one(TOOLBAR_TOGGLE_BUTTON, 0, inGroup(inGroup));
    }
    public SWTBotToolbarToggleButton toolbarToggleButtonInGroup(String inGroup, int index) {
        return one(TOOLBAR_TOGGLE_BUTTON, index, inGroup(inGroup));
    }
    public SWTBotToolbarToggleButton toolbarToggleButtonInGroup(String mnemonicText, String inGroup) {
        return one(TOOLBAR_TOGGLE_BUTTON, 0, withMnemonic(mnemonicText), inGroup(inGroup));
    }
    public SWTBotToolbarToggleButton toolbarToggleButtonInGroup(String mnemonicText, String inGroup, int index) {
        return one(TOOLBAR_TOGGLE_BUTTON, index, withMnemonic(mnemonicText), inGroup(inGroup));
    }
}
