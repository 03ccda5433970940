/** Step rate for a confirmed programme.
 *
 *  Requires: p->verdict is LIMIT_PASSED or LIMIT_OVERRIDE_CONFIRMED,
 *            p->rate_cml_h in [10, 120000]   (0.01 mL/h)
 *  Ensures:  on RATE_OK, *steps_per_ks differs from the exact value
 *            by at most 0.2 %; otherwise *steps_per_ks is 0.
 *  Keeps no state, allocates nothing, may be called from any task.
 */
rate_result_t rate_calc(const programme_t *p,
                        const set_calibration_t *cal,
                        uint32_t *steps_per_ks);
