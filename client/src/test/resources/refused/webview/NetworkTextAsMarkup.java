// Markup for a web view is made by an encoder, not by whoever wrote the message.
import im.redoubt.client.text.Html;
import im.redoubt.client.text.HtmlText;
import im.redoubt.client.text.Unverified;

final class NetworkTextAsMarkup {
    HtmlText markup(Unverified body) {
        return body; // refused: im.redoubt.client.text.Unverified cannot be converted to im.redoubt.client.text.HtmlText
        // instead: return Html.encode(body);
    }
}
