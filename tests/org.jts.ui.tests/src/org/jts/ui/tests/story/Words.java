package org.jts.ui.tests.story;

import java.util.Locale;

/** The words on screen that the story looks for, in the language that the window has. */
record Words(String orders, String positions, String code, String status, String quantity, String filled, String open,
        String cancelled, String symbol, String chart, String limits, String level, String addBroker, String jtsServer,
        String live, String notUpToDate, String outOfDate,
        String brokers, String install, String addSite, String plugin, String plugins) {
    private static final Words ENGLISH = new Words("Orders", "Positions", "Code", "Status", "Quantity", "Filled",
            "Open", "Cancelled", "Symbol", "Chart", "Rate limits", "Status", "Add broker", "JTS server", "live",
            "not up to date", "out of date", "Brokers", "Install…", "Add site…", "Plug-in", "Plug-ins");
    private static final Words KOREAN = new Words("주문내역", "잔고", "종목코드", "상태", "보유수량", "체결", "미체결",
            "취소", "종목", "차트", "호출 한도", "상태", "증권사 추가", "JTS 서버", "실시간",
            "최신 아님", "최신 아님", "증권사(B)", "설치(I)…", "사이트 추가…", "플러그인", "플러그인");

    static Words here() {
        return Locale.getDefault().getLanguage().equals("ko") ? KOREAN : ENGLISH;
    }
}
