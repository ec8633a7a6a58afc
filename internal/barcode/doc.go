// Package barcode writes QR codes (ISO/IEC 18004) and Code 128 (ISO/IEC 15417) as
// modules for package pdf, and reads QR codes from modules and from pictures.
//
// A QR code is as large as the length of its text makes it and no larger, always
// with the same mask, so that two texts of one length in capital letters, digits
// and -./: give codes of one size.
//
// It knows nothing of what stands in a code. It reads no Code 128: hand scanners
// do, and type what they read.
package barcode
