// SPDX-License-Identifier: Apache-2.0
package org.septum.backend.onednn.library;

import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;

/** oneDNN's engine for the processor, and the stream on which everything runs in order. */
public final class Engine {

    private final engine engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
    private final stream stream = new stream(engine);
    private final dnnl_stream handle = stream.get();

    public engine engine() {
        return engine;
    }

    public dnnl_stream stream() {
        return handle;
    }

    /** Attributes of every primitive: the same result in each run, scratch memory from the arena. */
    public static primitive_attr attributes() {
        primitive_attr attributes = new primitive_attr();
        attributes.set_deterministic(true);
        attributes.set_scratchpad_mode(dnnl.dnnl_scratchpad_mode_user);
        return attributes;
    }

    public static primitive_attr attributes(post_ops after) {
        primitive_attr attributes = attributes();
        attributes.set_post_ops(after);
        return attributes;
    }
}
