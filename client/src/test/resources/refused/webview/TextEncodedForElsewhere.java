// What is encoded for the text of a page is not encoded for an attribute.
import im.redoubt.client.text.Attribute;
import im.redoubt.client.text.AttributeText;
import im.redoubt.client.text.Html;
import im.redoubt.client.text.Unverified;

final class TextEncodedForElsewhere {
    AttributeText title(Unverified name) {
        return Html.encode(name); // refused: im.redoubt.client.text.HtmlText cannot be converted to im.redoubt.client.text.AttributeText
        // instead: return Attribute.encode(name);
    }
}
