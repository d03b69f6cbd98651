// SPDX-License-Identifier: Apache-2.0
package org.septum.planning.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Options;
import org.septum.api.UserError;
import org.septum.api.data.Dataset;
import org.septum.api.data.DatasetFactory;
import org.septum.api.data.Recognition;
import org.septum.services.plugin.Registry;

/** Which of several types of dataset a folder is read as. */
class RecognizersTest {

    private static final Path PATH = Path.of("/data/heart");

    private final List<Registry.Installed> types = new ArrayList<>();

    /** A type that makes this of any folder. */
    private record Type(Supplier<Optional<Recognition>> found) implements DatasetFactory {

        @Override
        public String summary() {
            return "made for a test";
        }

        @Override
        public Options options() {
            return Options.none();
        }

        @Override
        public Dataset create(Arguments arguments) {
            throw new AssertionError("nothing is loaded to choose a type");
        }

        @Override
        public Optional<Recognition> recognize(Recognition.Folder folder) {
            return found.get();
        }
    }

    private void type(String name, Supplier<Optional<Recognition>> found) {
        types.add(new Registry.Installed(Kind.DATASET, name, new Type(found), "made", "1.0.0", "made.jar"));
    }

    private void takes(String name, boolean declared) {
        type(
                name,
                () -> Optional.of(new Recognition(
                        PATH, "7 files of " + name, declared, List.of(), List.of(), List.of(), List.of())));
    }

    private void refuses(String name, UserError error) {
        type(name, () -> {
            throw error;
        });
    }

    private Recognizers.Chosen choose(String... type) {
        Recognition.Folder folder = new Recognition.Folder(PATH, List.of("a.png", "b.nii"));
        return new Recognizers(types)
                .choose(
                        folder,
                        Optional.of(List.of(type)).filter(all -> !all.isEmpty()).map(all -> all.get(0)));
    }

    @Test
    void asksWhichOfTwoTypesIsMeant() {
        takes("pictures", false);
        takes("volumes", false);
        assertThatThrownBy(this::choose).isInstanceOf(UserError.class).hasMessage("""
                        /data/heart: it holds data of 2 types:
                          - pictures@1.0.0: 7 files of pictures
                          - volumes@1.0.0: 7 files of volumes
                          Say which is meant:
                          septum init /data/heart --type pictures
                          septum init /data/heart --type volumes""");
        assertThat(choose("volumes").type().type()).isEqualTo("volumes");
    }

    @Test
    void whatDeclaresItselfWins() {
        takes("volumes", false);
        takes("declared", true);
        refuses("pictures", new UserError("7 pictures without masks"));
        Recognizers.Chosen chosen = choose();
        assertThat(chosen.type().type()).isEqualTo("declared");
        assertThat(chosen.notUsed()).isEmpty();
    }

    @Test
    void saysWhatIsThereBesideAndCannotBeUsed() {
        takes("volumes", false);
        refuses("pictures", new UserError("/data/heart: 7 pictures without masks\n  make some"));
        assertThat(choose().notUsed())
                .containsExactly("not used, as pictures data: /data/heart: 7 pictures without masks");
    }

    /** Else the names of labels and channels would be lost without a word. */
    @Test
    void declarationThatCannotBeReadIsNotPassedOver() {
        takes("volumes", false);
        refuses("declared", new Recognition.Unusable("/data/heart/declared.json: line 1 is no JSON"));
        refuses("pictures", new UserError("7 pictures without masks"));
        assertThatThrownBy(this::choose)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("/data/heart/declared.json: line 1 is no JSON\n")
                .hasMessageEndingWith("\n  septum init /data/heart --type volumes")
                .hasMessageNotContaining("pictures");
        assertThat(choose("volumes").type().type()).isEqualTo("volumes");
        assertThatThrownBy(() -> choose("declared")).hasMessage("/data/heart/declared.json: line 1 is no JSON");
    }

    @Test
    void saysWhatIsWrongWithEachWhereNoneCanBeUsed() {
        refuses("pictures", new UserError("no masks"));
        refuses("volumes", new UserError("no labels"));
        assertThatThrownBy(this::choose)
                .hasMessage("several types of data are there, and none can be used as it is:\n  - pictures: no masks\n"
                        + "  - volumes: no labels");
    }
}
