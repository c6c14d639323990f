package org.jts.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** No secret is written, in whatever form it comes; what is none stays readable. */
class RedactorTest {

    private static final String SECRET = "S3cr3t-Value/42+";

    private final Redactor redactor = new Redactor();

    @Test
    void aFieldWhoseNameSaysSoIsASecretInEveryForm() {
        for (String name : List.of("appkey", "appsecret", "appsecretkey", "secretkey", "access_token", "token",
                "Authorization", "Cookie", "Set-Cookie", "x-api-key", "API_KEY", "password", "ACNT_PWD", "passphrase",
                "approval_key", "hashkey", "client_secret", "refreshToken", "signature", "private-key", "otp", "passwd",
                "passwrd", "db.pwd", "AUTHORISATION", "credentials", "accessKey", "ACCESS-KEY", "pin_code", "PINCODE",
                "OTP", "PassPhrase", "app-key")) {
            for (String form : List.of("\"%s\":\"%s\"", "{\"a\":1, \"%s\" : \"%s\", \"b\":2}", "%s=%s", "a=1&%s=%s&b=2",
                    "%s: %s", "Settings[%s=%s, other=1]")) {
                String text = form.formatted(name, SECRET);
                assertFalse(redactor.text(text).contains(SECRET), () -> text + " -> " + redactor.text(text));
            }
            assertEquals(Redactor.GONE, redactor.value(name, SECRET), name);
        }
    }

    @Test
    void aLongSecretIsFoundWithoutRunningOutOfStack() {
        String text = "{\"token\":\"" + "a\\\"".repeat(50_000) + "\"}";
        assertTrue(redactor.text(text).length() < 100, "the secret is still there");
    }

    @Test
    void anAuthorizationIsASecretWithItsKind() {
        assertFalse(redactor.text("Authorization: Bearer " + SECRET).contains(SECRET));
        assertFalse(redactor.text("it said bearer abcdefgh12345678 and went").contains("abcdefgh12345678"));
        String jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_123";
        assertFalse(redactor.text("got " + jwt + " back").contains("eyJzdWIi"));
    }

    @Test
    void anAddressLosesItsUser() {
        assertEquals("https://***@host/p2?a=1", redactor.value("site", "https://bob:hunter2@host/p2?a=1"));
        assertEquals("found https://***@host; say it without", redactor.text("found https://bob@host; say it without"));
        assertEquals("https://host/p2 of a@b", redactor.text("https://host/p2 of a@b"));
    }

    @Test
    void whatWasNamedIsGoneWhereverItStands() {
        redactor.add("n4med-secret");
        redactor.add("short");
        assertEquals("GET /x/***/y", redactor.text("GET /x/n4med-secret/y"));
        assertEquals("***", redactor.value("note", "n4med-secret"));
        assertEquals("shorts", redactor.text("shorts"), "too short to be told from words");
    }

    @Test
    void secretsThatSettingsReferToAreKnownFromTheStart() {
        redactor.addNamed(Map.of("KIS_APP_SECRET", "env-planted-1", "KIS_APP_KEY", "env-planted-2", "HOME",
                "/somewhere"));
        assertEquals("*** and *** at /somewhere", redactor.text("env-planted-1 and env-planted-2 at /somewhere"));
    }

    @Test
    void accountNumbersKeepTheirEnd() {
        assertEquals("***5-01", redactor.value("account", "50012345-01"));
        assertTrue(redactor.text("{\"CANO\":\"50012345\",\"ACNT_PRDT_CD\":\"01\"}").contains("\"CANO\":\"***2345\""));
        assertTrue(redactor.text("OrderRequest[account=50012345-01, side=BUY]").contains("account=***5-01,"));
        assertEquals("***-001", redactor.value("account", "MOCK-001"));
        for (String name : List.of("cano", "Cano", "account", "ACCT_NO", "my.acnt_num", "accountId", "acctNumber")) {
            for (String form : List.of("%s=%s", "{\"%s\":\"%s\"}", "{\"%s\": %s}", "%s: %s")) {
                String text = redactor.text(form.formatted(name, "50012345"));
                assertTrue(text.contains("***2345") && !text.contains("5001"), text);
            }
            assertEquals("***2345", redactor.value(name, "50012345"), name);
        }
    }

    @Test
    void namesAreFoundInLargeAndSmallLettersAmongAnyOthers() {
        for (String text : List.of("정상 ToKeN=%s", "K=1 \u212a, aPPkEy : %s", "İ PIN-code:%s", "a\nCOOKIE=%s\nb",
                "{\"정상\":\"처리\",\"OTP\":%s}", "BASIC %s")) {
            String clean = redactor.text(text.formatted("abcdef-123456"));
            assertFalse(clean.contains("123456"), clean);
        }
        assertEquals("정상 ACCOUNT=***5-01.", redactor.text("정상 ACCOUNT=50012345-01."));
    }

    @Test
    void aTextThatIsAsLongAsWhatWasNamedIsGone() {
        redactor.add("n4med-secret");
        redactor.add("n4med-secret-and-longer");
        assertEquals("***", redactor.text("n4med-secret"));
        assertEquals("***-and-longe", redactor.text("n4med-secret-and-longe"));
        assertEquals("***", redactor.text("n4med-secret-and-longer"));
        assertEquals("4med-secret", redactor.text("4med-secret"));
    }

    @Test
    void whatIsNoSecretStaysAsItIs() {
        for (String plain : List.of("{\"symbol\":\"005930\",\"qty\":\"10\",\"msg\":\"정상처리 되었습니다\"}",
                "/uapi/domestic-stock/v1/trading/order-cash", "key: 20261121-0001", "Accepted[brokerOrderId=B1]",
                "expected a limit price, found none", "")) {
            assertEquals(plain, redactor.text(plain));
        }
    }
}
