package io.limpid.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.contracts.image.ImageShape;
import io.limpid.contracts.image.Pixels;
import io.limpid.fixtures.SamplePictures;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenoiserRoutingTest {
    private static final InputShape ANY = InputShape.image(1, 0, 0);

    private static DenoiserRouting.Choice<String> choice(String name, InputShape input, boolean fallback) {
        return new DenoiserRouting.Choice<>(name, name, input, fallback, name.endsWith("page"));
    }

    /** Newest first. */
    private static final List<DenoiserRouting.Choice<String>> CHOICES = List.of(
            choice("photo", ANY, true),
            choice("page", ANY, true),
            choice("colour", InputShape.image(3, 0, 0), true),
            choice("digits", InputShape.image(1, 28, 28), true),
            choice("thumbnails", InputShape.image(3, 16, 16), true),
            choice("own-colour", InputShape.image(3, 0, 0), false),
            choice("own", ANY, false),
            choice("own-digits", InputShape.image(1, 28, 28), false));

    /** Of three channels that all say the same, or not. */
    private static Pixels colours(int side, boolean grey) {
        float[] values = new float[3 * side * side];
        values[values.length - 1] = grey ? 0 : 1;
        return Pixels.of(new ImageShape(3, side, side), values);
    }

    @ParameterizedTest(name = "{0} grey {1} with {2}, wanting {3}, preferring {5}: {4}")
    @CsvSource(nullValues = "none", textBlock = """
            40, true , photo page colour digits, '',     photo,      ''
            28, true , photo page colour digits, '',     digits,     ''
            40, true , colour                  , '',     colour,     ''
            16, true , photo colour thumbnails , '',     thumbnails, ''
            40, true , photo page colour digits, colour, colour,     ''
            40, true , photo page colour digits, page,   page,       ''
            40, true , photo colour own-colour , '',     own-colour, ''
            40, true , photo own own-colour    , '',     own,        ''
            40, true , photo own colour        , '',     colour,     colour
            40, true , photo own colour        , '',     own,        ''
            40, false, photo page colour digits, '',     colour,     ''
            40, false, photo page colour digits, page,   page,       ''
            40, false, photo page digits       , '',     none,       ''
            40, false, photo page colour digits, digits, none,       ''
            40, false, photo page              , colour, none,       ''
            """)
    void picksForThreeChannels(int side, boolean grey, String there, String wish, String expected, String preferred) {
        List<String> names = Arrays.asList(there.split(" "));
        DenoiserRouting routing = new DenoiserRouting(preferred.isEmpty() ? List.of() : List.of(preferred));

        assertThat(routing.pick(
                        CHOICES.stream()
                                .filter(choice -> names.contains(choice.name()))
                                .toList(),
                        colours(side, grey),
                        wish))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest(name = "{0} with {1}, wanting {2}, preferring {3}: {4}")
    @CsvSource(nullValues = "none", textBlock = """
            40, photo page colour digits                , '',     '',         photo
            28, photo page colour digits                , '',     '',         digits
            40, photo page colour digits                , page,   '',         page
            28, photo page colour digits                , photo,  '',         photo
            40, photo page colour digits                , '',     'page',     page
            28, photo page colour digits                , '',     'page',     digits
            40, photo page colour digits                , '',     'gone page photo', page
            40, photo page colour digits own own-digits , '',     '',         own
            28, photo page colour digits own own-digits , '',     '',         own-digits
            40, photo page colour digits own own-digits , '',     'page',     page
            40, digits colour                           , '',     '',         none
            40, photo page                              , colour, '',         none
            """)
    void picks(int side, String there, String wish, String preferred, String expected) {
        List<String> names = Arrays.asList(there.split(" "));
        DenoiserRouting routing =
                new DenoiserRouting(preferred.isEmpty() ? List.of() : Arrays.asList(preferred.split(" ")));

        assertThat(routing.pick(
                        CHOICES.stream()
                                .filter(choice -> names.contains(choice.name()))
                                .toList(),
                        Pixels.of(new ImageShape(1, side, side), new float[side * side]),
                        wish))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest(name = "{0} channels with {1}, wanting {2}, preferring {3}: {4}")
    @CsvSource(nullValues = "none", textBlock = """
            1, photo page colour digits, '',     '',     page
            1, page photo              , '',     '',     page
            1, photo page colour       , photo,  '',     photo
            1, photo page colour       , '',     photo,  photo
            1, photo page own          , '',     '',     own
            1, photo colour            , '',     '',     photo
            3, photo page colour digits, '',     '',     page
            3, photo page colour       , colour, '',     colour
            3, photo page colour       , '',     colour, colour
            3, photo page own-colour   , '',     '',     own-colour
            3, photo colour            , '',     '',     colour
            """)
    void picksForPages(int channels, String there, String wish, String preferred, String expected) {
        SamplePictures.Pair sample = SamplePictures.page(540, 258, 1);
        Pixels page = Pixels.of(new ImageShape(1, sample.height(), sample.width()), sample.noisy());
        float[] yellowed = page.toArray();
        for (int i = 0; i < yellowed.length; i++) {
            yellowed[i] *= 0.9f;
        }
        Pixels image = channels == 1 ? page : Pixels.ofChannels(List.of(page, page, Pixels.of(page.shape(), yellowed)));
        List<String> names = Arrays.asList(there.split(" "));

        assertThat(new DenoiserRouting(preferred.isEmpty() ? List.of() : List.of(preferred))
                        .pick(
                                CHOICES.stream()
                                        .filter(choice -> names.contains(choice.name()))
                                        .toList(),
                                image,
                                wish))
                .isEqualTo(Optional.ofNullable(expected));
    }

    /** Whichever was published last. */
    @Test
    void whatIsNoPageGoesToAModelOfPagesLast() {
        List<DenoiserRouting.Choice<String>> pagesFirst =
                List.of(choice("page", ANY, true), choice("photo", ANY, true));

        assertThat(DenoiserRouting.USUAL.pick(
                        pagesFirst, Pixels.of(new ImageShape(1, 200, 200), new float[40_000]), ""))
                .contains("photo");
    }
}
